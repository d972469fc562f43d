import { Problem } from '../../shared/problem.ts'
import type { Playback } from '../../spotify/playback.ts'
import type { Player } from '../../spotify/player.ts'
import { deviceName, type UsableDevice } from './choose-device.ts'
import type { Change } from './playback-value.ts'
import { type Outcome, type Step, unseen } from './run-command.ts'

/** Devices have steps of their own: what they make of a percentage may be a few beside it. */
const volumeStep = 4

/** The volume of the active device. @throws Problem `player-restriction` when it cannot be set */
export function setVolume(player: Player, change: Change, before: Playback | undefined): Step {
  const device = before?.device
  const percent = 'to' in change || device ? checkedVolume(change, device) : undefined
  return {
    already: percent !== undefined && device?.volumePercent === percent,
    send: (id) => player.volume(percent ?? checkedVolume(change, device), id),
    reached: (after) => isSet(after?.device?.volumePercent, percent, device?.volumePercent),
  }
}

/** The volume of another device than the one that plays: the music stays where it is. @throws Problem as setVolume */
export async function setVolumeElsewhere(player: Player, change: Change, device: UsableDevice, before: Playback): Promise<Outcome> {
  const percent = checkedVolume(change, device)
  await player.volume(percent, device.id)
  const find = async () => (await player.devices()).find(({ id }) => id === device.id)
  try {
    const { value, reached } = await player.until(find, (other) => isSet(other?.volumePercent, percent, device.volumePercent))
    const outcome = reached ? 'done' : 'unseen'
    // What was read before is out of date when the device took over the music.
    return value?.active ? { outcome, playback: await player.state() } : { outcome, playback: before, device: value ?? device }
  } catch (error) {
    throw unseen(error)
  }
}

function isSet(seen: number | undefined, wanted: number | undefined, before: number | undefined): boolean {
  if (seen === undefined || wanted === undefined) return false
  const missed = Math.abs(seen - wanted)
  return missed === 0 || (missed <= volumeStep && (before === undefined || missed < Math.abs(seen - before)))
}

/** @throws Problem `player-restriction` when it cannot be set, or when nobody knows what a step would lead to */
function checkedVolume(change: Change, device: Playback['device']): number {
  if (device?.volumeFixed) {
    throw new Problem('player-restriction', `The volume of ${deviceName(device)} can only be changed on the device itself.`)
  }
  if ('to' in change) return change.to
  if (device?.volumePercent === undefined) {
    throw new Problem(
      'player-restriction',
      'Spotify does not say how loud it is now, so a step such as +10 is not possible. Give a number from 0 to 100.',
    )
  }
  return Math.min(100, Math.max(0, device.volumePercent + change.by))
}
