import { z } from 'zod'
import { isProblem, Problem } from '../../shared/problem.ts'
import { device, type Playback, playback } from '../../spotify/playback.ts'
import type { Player } from '../../spotify/player.ts'
import type { UsableDevice } from './choose-device.ts'
import { findTarget, isMeant, lookUp, playsElsewhere, wake } from './ready-device.ts'

/**
 * What came of a command. `done`: it was seen. `already`: it was so before. `unseen`: Spotify accepted it, but even after the last look it
 * is not so. `playback` is what was really seen last; missing when no device is active. `device` was changed while another one plays.
 */
export const outcome = z.object({
  outcome: z.enum(['done', 'already', 'unseen']),
  playback: playback.optional(),
  device: device.optional(),
})

export type Outcome = z.output<typeof outcome>

/** A command as it is to be given in one situation. */
export type Step = {
  /** It is so already: nothing has to be sent. */
  already?: boolean
  /** @param deviceId missing for the active device */
  send(deviceId: string | undefined): Promise<void>
  /** Whether this is what was wanted. */
  reached(after: Playback | undefined): boolean
}

export type PlayerCommand = {
  /** The device as the caller named it. */
  device?: string | undefined
  /** It may begin on another device than the active one, which then becomes the active one. */
  moves?: boolean
  /** What to do when it is for another device than the active one, and does not move there. Without it such a command is refused. */
  elsewhere?(device: UsableDevice, before: Playback): Promise<Outcome>
  /** @param before what plays now, or would play on the device that was just woken */
  step(before: Playback | undefined): Step
}

/**
 * Gives a command to the right device, waking it if none is active, and looks until it has taken effect or time is up.
 *
 * A command whose answer got lost, or that the player refuses because it is so already, is judged by what is seen, too.
 *
 * @throws Problem when nothing was done, or when nobody can say
 */
export async function runCommand(player: Player, command: PlayerCommand): Promise<Outcome> {
  const before = await player.state()
  const isSo = () => command.step(before).already === true
  if ((!before?.device || isMeant(before.device, command.device)) && isSo()) return { outcome: 'already', playback: before }
  const { device, id } = await findTarget(player, before, command.device)
  if (id === undefined && isSo()) return { outcome: 'already', playback: before }
  if (id !== undefined && before?.device && !command.moves) {
    if (command.elsewhere) return command.elsewhere({ ...device, id }, before)
    throw playsElsewhere(device, before.device)
  }
  if (id !== undefined && !before) return wakeAndRun(player, command, id)

  const step = onDevice(command.step(before), id)
  try {
    await step.send(id)
  } catch (error) {
    return isProblem(error, 'no-active-device', 'device-not-found') ? again(player, command) : judge(player, step, error)
  }
  return look(player, step)
}

async function wakeAndRun(player: Player, command: PlayerCommand, id: string): Promise<Outcome> {
  const awake = await wake(player, id)
  const step = onDevice(command.step(awake), id)
  // What goes on by itself on the device that was woken needs no further command.
  if (step.already) return { outcome: 'done', playback: awake }
  try {
    await step.send(id)
  } catch (error) {
    return judge(player, step, afterWaking(error))
  }
  return look(player, step)
}

/** The device was made the active one, so something was changed, whatever came after. */
function afterWaking(error: unknown): unknown {
  if (!isProblem(error) || error.changed !== 'no') return error
  return new Problem(error.code, error.message, { cause: error, changed: 'partly' })
}

/** Wanted is what it does, and that it does it there. */
function onDevice(step: Step, id: string | undefined): Step {
  return { ...step, reached: (after) => step.reached(after) && (id === undefined || after?.device?.id === id) }
}

/** Devices fall asleep and their ids change: looks once where they are now, and gives the command there. */
async function again(player: Player, command: PlayerCommand): Promise<Outcome> {
  const { id } = await lookUp(player, command.device)
  return wakeAndRun(player, command, id)
}

/** What a refused or lost command has come to. @throws `error` when it is not as wanted */
async function judge(player: Player, step: Step, error: unknown): Promise<Outcome> {
  const refused = isProblem(error, 'player-restriction')
  if (!refused && !isProblem(error, 'spotify-failed', 'spotify-unreachable')) throw error
  const seen = await (refused ? once(player, step) : player.until(player.state, step.reached)).catch(() => undefined)
  if (!seen?.reached) throw error
  return { outcome: refused ? 'already' : 'done', playback: seen.value }
}

async function once(player: Player, step: Step) {
  const value = await player.state()
  return { value, reached: step.reached(value) }
}

async function look(player: Player, step: Step): Promise<Outcome> {
  try {
    const { value, reached } = await player.until(player.state, step.reached)
    return { outcome: reached ? 'done' : 'unseen', playback: value }
  } catch (error) {
    throw unseen(error)
  }
}

/** The command went out, but what came of it could not be read. */
export function unseen(error: unknown): unknown {
  if (!isProblem(error)) return error
  const sentence = 'The command was sent, but its result could not be read. Check with get_playback in a minute.'
  return new Problem(error.code, sentence, { cause: error, changed: 'yes' })
}
