import { z } from 'zod'
import { Problem } from '../shared/problem.ts'
import { sameWords } from '../shared/words.ts'
import { uriOf } from '../spotify/items.ts'
import type { Playback } from '../spotify/playback.ts'
import type { Player, PlayTarget } from '../spotify/player.ts'
import { resume } from './control-playback.ts'
import { isAnother, isContext } from './playback/compare-playback.ts'
import { type Choice, choice, findWhatToPlay } from './playback/find-what-to-play.ts'
import { nowPlaying } from './playback/playback-rows.ts'
import { outcome, type PlayerCommand, runCommand } from './playback/run-command.ts'
import { defineTool } from './runtime/define.ts'
import { device, item } from './runtime/params.ts'
import { name, names, type RenderContext, row } from './runtime/render.ts'

/** Starts music. What it answers is read from Spotify after the command has had time to take effect. */
export const play = defineTool({
  name: 'play',
  title: 'Play',
  description:
    "Play music now: an item, one of the user's playlists by name, or words that are searched for; without `what` it resumes. Says what was chosen and what really plays.",
  scopes: ['user-modify-playback-state', 'user-read-playback-state'],
  effect: 'control',
  input: {
    what: item().optional().describe('id, link, playlist name, or "title artist"'),
    position: z.int().min(1).max(11_000).optional().describe('row to start at'),
    device: device(),
    shuffle: z.boolean().optional(),
  },
  output: outcome.extend({ choice: choice.optional() }),

  async run({ what, position, device, shuffle }, context) {
    const { player } = context.spotify
    if (what === undefined) {
      if (position !== undefined) throw new Problem('invalid-arguments', '`position` needs `what`: the album or playlist that has the row.')
      return runCommand(player, shuffled(player, resume(player, device), shuffle))
    }
    const choice = await findWhatToPlay(what, context)
    const target = targetOf(choice, position)
    const command: PlayerCommand = {
      device,
      moves: true,
      step: (before) => ({
        send: (id) => player.play(target, id),
        reached: (after) => after?.playing === true && isStarted(choice, after, before),
      }),
    }
    const result = await runCommand(player, shuffled(player, command, shuffle))
    return { ...result, choice: { ...choice, name: choice.name ?? nameIn(choice, result.playback) } }
  },

  render({ choice, outcome, playback }, context) {
    const lines = [nowPlaying(playback, context)]
    if (choice && !saysItself(choice, playback)) lines.unshift(chosen(choice, context))
    if (outcome === 'already') lines.unshift('Nothing to do, it is already playing.')
    if (outcome === 'unseen') {
      lines.push('Spotify accepted the command, but this is not (yet) what was asked for. Check with get_playback before trying again.')
    }
    return lines.join('\n')
  },
})

/** @throws Problem `invalid-arguments` when there are no rows to choose from */
function targetOf(choice: Choice, position: number | undefined): PlayTarget {
  const { type } = choice
  const single = type === 'track' || type === 'episode'
  if (position !== undefined && (single || type === 'artist')) {
    throw new Problem(
      'invalid-arguments',
      `\`position\` is for albums, playlists and shows; this is ${type === 'track' ? 'a track' : `an ${type}`}.`,
    )
  }
  return single ? { uris: [uriOf(choice)] } : { contextUri: uriOf(choice), position: position && position - 1 }
}

/** Shuffle is set before the music starts, so that the first song is a shuffled one, too. */
function shuffled(player: Player, command: PlayerCommand, shuffle: boolean | undefined): PlayerCommand {
  if (shuffle === undefined) return command
  return {
    ...command,
    step(before) {
      const { already, send, reached } = command.step(before)
      const same = before?.shuffle === shuffle
      return {
        already: already && same,
        async send(id) {
          if (!same) await player.shuffle(shuffle, id)
          if (!already) await send(id)
        },
        reached: (after) => reached(after) && after?.shuffle === shuffle,
      }
    },
  }
}

/** So early in an item that it may just as well have begun now. */
const beginningMs = 2_000

/** Whether this is the chosen item, and begun since. Spotify may play another edition of a track, which has the name but not the id. */
function isStarted(choice: Choice, after: Playback, before: Playback | undefined): boolean {
  const begun = !before?.playing || before.positionMs < beginningMs || isAnother(after, before)
  if (choice.type !== 'track' && choice.type !== 'episode') return begun && isContext(after, choice)
  const { item } = after
  if (!begun || !item) return false
  const same = item.type !== 'local' && item.id === choice.id
  return same || (choice.name === undefined ? isAnother(after, before) : sameWords(item.name, choice.name))
}

/** What plays tells the name of what was given as an id only. */
function nameIn({ id }: Choice, playback: Playback | undefined): string | undefined {
  const item = playback?.item
  const parent = item?.type === 'track' ? item.album : item?.type === 'episode' ? item.show : undefined
  return [item, parent].find((one) => one && one.type !== 'local' && one.id === id)?.name
}

/** A track that was named by its id and plays needs no words about how it was chosen. */
function saysItself({ how, id }: Choice, playback: Playback | undefined): boolean {
  const item = playback?.item
  return how === 'id' && item !== undefined && item.type !== 'local' && item.id === id
}

const ways = { id: undefined, 'own playlist': "playlist in the user's library", search: 'best match' } as const

function chosen(choice: Choice, context: RenderContext): string {
  const title = `${choice.type} ${context.id(choice)}${choice.name === undefined ? '' : ` ${name(choice.name)}`}`
  return `Chosen: ${row(title, choice.artists && names(choice.artists), ways[choice.how])}`
}
