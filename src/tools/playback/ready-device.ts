import { Problem } from '../../shared/problem.ts'
import { sameWords } from '../../shared/words.ts'
import type { Device, Playback } from '../../spotify/playback.ts'
import type { Player } from '../../spotify/player.ts'
import { chooseDevice, deviceName, findDevice, type UsableDevice, usable } from './choose-device.ts'

/** Where a command goes. `id` is missing for the active device: commands go there by themselves. */
export type Target = { device: Device; id?: string }

/**
 * The device for a command: the named one, else the active one, else the one that chooseDevice picks. Costs a request only when it is not the
 * active one.
 *
 * @throws Problem `no-active-device`, `device-not-found`, `ambiguous-item`, `player-restriction`
 */
export async function findTarget(player: Player, before: Playback | undefined, named: string | undefined): Promise<Target> {
  const active = before?.device
  if (active && isMeant(active, named)) return { device: active.restricted ? usable(active) : active }
  const device = await lookUp(player, named)
  return device.id === active?.id ? { device } : { device, id: device.id }
}

/** Asks Spotify which devices there are now. @throws Problem as findTarget */
export async function lookUp(player: Player, named: string | undefined): Promise<UsableDevice> {
  const devices = await player.devices()
  return named === undefined ? chooseDevice(devices, player.lastUsed()) : findDevice(named, devices)
}

/** Whether an active device is the one that was named, if any was, as far as can be said without the others. */
export function isMeant(active: Device, named: string | undefined): boolean {
  return named === undefined || active.id === named || sameWords(active.name, named)
}

/**
 * Makes a device the active one when none is: it takes commands from then on.
 *
 * @returns what would play there; undefined when it did not wake up in time, which the next command will tell
 */
export async function wake(player: Player, deviceId: string): Promise<Playback | undefined> {
  await player.transfer(deviceId)
  const { value } = await player.until(player.state, (state) => state?.device?.id === deviceId)
  return value
}

/** The problem of a command for `asked` that makes sense only where something plays. */
export function playsElsewhere(asked: Device, active: Device): Problem {
  return new Problem(
    'player-restriction',
    `${deviceName(asked)} is not the active device, ${deviceName(active)} is. Leave \`device\` out, or first move the playback with control_playback, action transfer.`,
  )
}
