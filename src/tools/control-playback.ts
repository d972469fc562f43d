import { z } from 'zod'
import { Problem } from '../shared/problem.ts'
import type { Player } from '../spotify/player.ts'
import { isAnother } from './playback/compare-playback.ts'
import { deviceRow, nowPlaying } from './playback/playback-rows.ts'
import { nothing, onOrOff, position, repeat, volume } from './playback/playback-value.ts'
import { playerCard } from './playback/player-card.ts'
import { outcome, type PlayerCommand, runCommand } from './playback/run-command.ts'
import { seek } from './playback/seek.ts'
import { setVolume, setVolumeElsewhere } from './playback/set-volume.ts'
import { defineTool } from './runtime/define.ts'
import { device } from './runtime/params.ts'

const action = z.enum(['pause', 'resume', 'next', 'previous', 'seek', 'volume', 'shuffle', 'repeat', 'transfer'])

/** The buttons of the player. What it answers is read from Spotify after the command has had time to take effect. */
export const controlPlayback = defineTool({
  name: 'control_playback',
  title: 'Control playback',
  description:
    'Control the Spotify player: pause, resume, next song, seek, volume, shuffle, repeat, transfer to another device; says what really plays afterwards. To start music use play.',
  scopes: ['user-modify-playback-state', 'user-read-playback-state'],
  effect: 'control',
  input: {
    action,
    value: z
      .preprocess(
        (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
        z.string().trim().max(100).optional(),
      )
      .describe('seek: 1:30 or +30 (seconds); volume: 0-100 or +10; shuffle: on|off; repeat: off|track|context; transfer: device'),
    device: device(),
  },
  output: outcome.extend({ action }),

  async run({ action, value, device }, { spotify: { player }, now }) {
    return { action, ...(await runCommand(player, command(action, value, device, player, now))) }
  },

  render({ action, outcome, playback, device }, context) {
    const state = device ? `${deviceRow(device, [device])}\n${nowPlaying(playback, context)}` : nowPlaying(playback, context)
    switch (outcome) {
      case 'done':
        return state
      case 'already':
        return `Nothing to do: this is already the case.\n${state}`
      case 'unseen':
        return `Spotify accepted ${action}, but did not do it within 1.5 seconds. Check with get_playback before trying again.\n${state}`
    }
  },

  card: ({ playback }, context) => playerCard(playback, context),
})

type Action = z.output<typeof action>

/** @throws Problem `invalid-arguments` when the value does not fit the action */
function command(action: Action, value: string | undefined, device: string | undefined, player: Player, now: () => number): PlayerCommand {
  switch (action) {
    case 'pause':
      nothing(action, value)
      return { device, step: (before) => ({ already: !before?.playing, send: player.pause, reached: (after) => !after?.playing }) }
    case 'resume':
      nothing(action, value)
      return resume(player, device)
    case 'next':
    case 'previous':
      nothing(action, value)
      return { device, step: (before) => ({ send: player[action], reached: (after) => isAnother(after, before) }) }
    case 'seek': {
      const to = position(value)
      return { device, step: (before) => seek(player, to, before, now) }
    }
    case 'volume': {
      const to = volume(value)
      return {
        device,
        step: (before) => setVolume(player, to, before),
        elsewhere: (other, before) => setVolumeElsewhere(player, to, other, before),
      }
    }
    case 'shuffle': {
      const on = onOrOff(value)
      return {
        device,
        step: (before) => ({
          already: before?.shuffle === on,
          send: (id) => player.shuffle(on, id),
          reached: (after) => after?.shuffle === on,
        }),
      }
    }
    case 'repeat': {
      const mode = repeat(value)
      return {
        device,
        step: (before) => ({
          already: before?.repeat === mode,
          send: (id) => player.repeat(mode, id),
          reached: (after) => after?.repeat === mode,
        }),
      }
    }
    case 'transfer':
      return transfer(player, device ?? value)
  }
}

/** Goes on with what was paused; on another device, if one is named. */
export function resume(player: Player, device: string | undefined): PlayerCommand {
  return {
    device,
    moves: true,
    step: (before) => ({ already: before?.playing === true, send: player.resume, reached: (after) => after?.playing === true }),
  }
}

function transfer(player: Player, device: string | undefined): PlayerCommand {
  if (!device) throw new Problem('invalid-arguments', 'transfer needs a `device`. get_playback with include ["devices"] lists them.')
  return {
    device,
    moves: true,
    step: (before) => ({
      already: before !== undefined,
      send: (id) => player.transfer(id ?? ''),
      reached: (after) => after !== undefined && (after.playing || !before?.playing),
    }),
  }
}
