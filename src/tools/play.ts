import { z } from 'zod'
import { playerUri } from '../shared/player-view.ts'
import { Problem } from '../shared/problem.ts'
import { sameWords } from '../shared/words.ts'
import { uriOf } from '../spotify/items.ts'
import type { Playback } from '../spotify/playback.ts'
import type { Player, PlayTarget } from '../spotify/player.ts'
import { resume } from './control-playback.ts'
import { findLikedSongs } from './items/find-list.ts'
import { isAnother, isBegun, isContext } from './playback/compare-playback.ts'
import { type Choice, choice, findWhatToPlay } from './playback/find-what-to-play.ts'
import { playLikedSongs } from './playback/play-liked-songs.ts'
import { chosenSongs, itemsIn, mostCharacters, playSongs, type StartPlaying, songs, songsIn } from './playback/play-songs.ts'
import { nowPlaying } from './playback/playback-rows.ts'
import { playerCard } from './playback/player-card.ts'
import { readStart } from './playback/read-request.ts'
import { outcome, type PlayerCommand, runCommand } from './playback/run-command.ts'
import { type Start, start, whereToStart } from './playback/where-to-start.ts'
import { defineTool } from './runtime/define.ts'
import { device, item, words } from './runtime/params.ts'
import { duration, name, names, type RenderContext, row, titled } from './runtime/render.ts'

/** A name or an address; longer texts are lists of ids. */
const longestText = 300

/** Starts music. What it answers is read from Spotify after the command has had time to take effect. */
export const play = defineTool({
  name: 'play',
  title: 'Play',
  description:
    'Play music now: items, one of the user\'s playlists by name, "Liked Songs", or words that are searched for; without `what` it resumes. Says what was chosen and what really plays.',
  scopes: ['user-modify-playback-state', 'user-read-playback-state'],
  furtherScopes: ['user-read-playback-position', 'playlist-read-private', 'user-library-read'],
  effect: 'control',
  input: {
    what: z
      .union([words(mostCharacters), z.array(item()).min(1)])
      .optional()
      .describe('ids, link, playlist name, or words: "song X by Y"'),
    position: z.int().min(1).max(11_000).optional().describe('row to start at'),
    device: device(),
    shuffle: z.boolean().optional(),
  },
  output: outcome.extend({ choice: choice.optional(), start: start.optional(), songs: songs.optional() }),

  page: playerUri,

  async run({ what, position, device, shuffle }, context) {
    const { player } = context.spotify
    if (what === undefined) {
      if (position !== undefined) throw new Problem('invalid-arguments', '`position` needs `what`: the album or playlist that has the row.')
      return runCommand(player, shuffled(player, resume(player, device), shuffle))
    }
    const startPlaying: StartPlaying = (target, isStarted) => {
      const step = (before: Playback | undefined) => ({
        send: (id: string | undefined) => player.play(target, id),
        reached: (after: Playback | undefined) => after?.playing === true && isStarted(after, before),
      })
      return runCommand(player, shuffled(player, { device, moves: true, step }, shuffle))
    }
    const texts = itemsIn(what, context.shortIds)
    if (texts.length > 1) return playSongs(await songsIn(texts, position, context), startPlaying)
    const [text = ''] = texts
    if (text.length > longestText) throw new Problem('invalid-arguments', 'what: has more than 300 characters and is no list of ids.')
    const list = await findLikedSongs(text, context)
    if (list?.type === 'liked') return playLikedSongs(position, startPlaying, context)
    const choice: Choice = list ? { ...list, how: 'own playlist' } : await findWhatToPlay(text, context)
    const row = rowOf(choice, position)
    const { catalog } = context.spotify
    const start =
      row === undefined ? await whereToStart(choice, { catalog, account: context.account, fromStart: readStart(text).fromStart }) : {}
    const result = await startPlaying(targetOf(choice, row, start), (after, before) => isStarted(choice, start, after, before))
    return { ...result, start, choice: { ...choice, name: choice.name ?? nameIn(choice, result.playback) } }
  },

  render({ choice, songs, start, outcome, playback }, context) {
    const lines = [
      ...(choice ? chosen(choice, start, playback, context) : []),
      ...(songs ? chosenSongs(songs, context) : []),
      nowPlaying(playback, context),
    ]
    if (outcome === 'already') lines.unshift('Nothing to do: it is already playing.')
    if (outcome === 'unseen') {
      lines.push('Spotify accepted the command, but does not show the result yet. Check with get_playback before trying again.')
    }
    return lines.join('\n')
  },

  card: ({ playback }, context) => playerCard(playback, context),
})

/** @throws Problem `invalid-arguments` when there are no rows to choose from */
function rowOf(choice: Choice, position: number | undefined): number | undefined {
  const { type } = choice
  if (position !== undefined && (isSingle(choice) || type === 'artist')) {
    throw new Problem(
      'invalid-arguments',
      `\`position\` is for albums, playlists and shows; this is ${type === 'track' ? 'a track' : `an ${type}`}.`,
    )
  }
  return position && position - 1
}

function isSingle({ type }: Choice): boolean {
  return type === 'track' || type === 'episode'
}

function targetOf(choice: Choice, position: number | undefined, { episode, resumeMs }: Start): PlayTarget {
  if (isSingle(choice)) return { uris: [uriOf(choice)], positionMs: resumeMs }
  return { contextUri: uriOf(choice), position, startUri: episode && uriOf(episode), positionMs: resumeMs }
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

/** Whether this is the chosen item, and begun since. Spotify may play another edition of a track, which has the name but not the id. */
function isStarted(choice: Choice, { resumeMs, episode }: Start, after: Playback, before: Playback | undefined): boolean {
  // What goes on where it is now cannot be told from what was begun there.
  const begun = resumeMs !== undefined || isBegun(after, before)
  if (episode && after.item?.type === 'episode' && after.item.id !== episode.id) return false
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

const ways = {
  id: undefined,
  'own playlist': "playlist in the user's library",
  search: 'best match',
  guess: 'nothing has exactly this name: first search result',
} as const

/** How it was chosen, in words. */
function wayTo({ how, newest, type }: Choice): string | undefined {
  return newest && type === 'album' ? 'the newest by its date' : ways[how]
}

const whyThis = {
  unfinished: 'its newest episode that the user began and did not finish',
  newest: 'its newest episode',
  first: 'its first episode',
} as const

const nearest = {
  genre:
    'Apps cannot start a genre on Spotify, so this is a playlist that search found. For a song or album with this name, ask for "song ..." or "album ...".',
  radio: 'Apps cannot start a radio on Spotify, so this is the music itself.',
} as const

/** What was decided for the user, and how to have it otherwise. */
function chosen(choice: Choice, { episode, resumeMs }: Start = {}, playback: Playback | undefined, context: RenderContext): string[] {
  const title = `${choice.type} ${context.id(choice)}${choice.name === undefined ? '' : ` ${name(choice.name)}`}`
  const namesake = choice.namesake && `also an artist: ${titled(choice.namesake, context)}`
  return [
    ...(saysItself(choice, playback) ? [] : [`Chosen: ${row(title, choice.artists && names(choice.artists), wayTo(choice), namesake)}`]),
    ...(choice.insteadOf ? [nearest[choice.insteadOf]] : []),
    ...(episode ? [`Episode: ${row(titled(episode, context), whyThis[episode.why])}`] : []),
    ...(resumeMs === undefined ? [] : [`Starts at ${duration(resumeMs)}, where the user stopped. From the beginning: ${startOver}.`]),
  ]
}

const startOver = 'control_playback, action seek, value 0'
