import { setTimeout as pause } from 'node:timers/promises'
import type { Settings } from '../../../src/config/settings.ts'
import { albumTracks, device, emptyWorld } from '../../fake-spotify/builders.ts'
import type { Player, World } from '../../fake-spotify/types.ts'
import { type RunningTonearm, startTonearm } from '../../tonearm.ts'

/** An album of four songs of 3:35, which Wanda's Laptop plays from the first one on. */
export const songs = albumTracks({ name: 'Quiet Harbor Letters', artists: ['Golden Static'] }, ['One', 'Two', 'Three', 'Four'])

export const kitchen = device('Kitchen', { kind: 'Speaker', volumePercent: 35 })
export const laptop = device('Laptop')
export const phone = device('Phone', { kind: 'Smartphone', volumePercent: 100, supportsVolume: false })
export const car = device('Car', { kind: 'Speaker', restricted: true })

/** Time passes ten times as fast in these tests: commands take 15 ms to take effect, and 400 ms of waiting are 40. */
const haste = 10

/** Starts Tonearm while Wanda listens. @param change what is different: of the player, of the world, or of Tonearm */
export async function startListening(
  change: { player?: Partial<Player>; world?: Partial<World>; signedIn?: string[]; settings?: Partial<Settings> } = {},
): Promise<RunningTonearm & { player: Player; pauses: number[] }> {
  const world = emptyWorld()
  const pauses: number[] = []
  Object.assign(world, { tracks: [...songs], devices: [kitchen, laptop, phone, car].map((one) => ({ ...one })) }, change.world)
  Object.assign(world.player, {
    deviceId: laptop.id,
    item: songs[0],
    context: { uri: `spotify:album:${songs[0]?.album.id}`, items: songs },
    upcoming: songs.slice(1),
    isPlaying: true,
    progressMs: 41_000,
    commandDelayMs: 150 / haste,
    ...change.player,
  })
  const running = await startTonearm({
    world,
    ...(change.signedIn && { signedIn: change.signedIn }),
    ...(change.settings && { settings: change.settings }),
    async sleep(milliseconds) {
      pauses.push(milliseconds)
      await pause(milliseconds / haste)
    },
  })
  return Object.assign(running, { player: running.spotify.world.player, pauses })
}

/** Nothing plays anywhere: no device is active. What was played last would go on when a device is woken. */
export const silence = { deviceId: null, isPlaying: false } as const

/** The answer without the seconds that passed while the test ran. */
export function calm(text: string): string {
  return text.replace(/0:4[1-3] of/, '0:41 of').replace(/0:0[0-2] of/, '0:00 of')
}
