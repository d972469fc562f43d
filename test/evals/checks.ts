import type { Playlist } from '../fake-spotify/types.ts'
import type { Check, Ending } from './eval-case.ts'

/** Case, accents and the separators of thousands do not matter: "2,500 Canciones" tells "2500 canciones". */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\d)[,.'\u00a0\u202f](?=\d{3}\b)/g, '')
    .toLowerCase()
}

/** The person is told this. @param facts one of these is enough, such as a number in figures and in words */
export function tells(...facts: string[]): Check {
  return {
    what: `tells ${facts.map((fact) => `"${fact}"`).join(' or ')}`,
    holds: ({ told }) => facts.some((fact) => plain(told).includes(plain(fact))),
  }
}

/** The person is told nothing of this. */
export function doesNotTell(fact: string): Check {
  return { what: `does not tell "${fact}"`, holds: ({ told }) => !plain(told).includes(plain(fact)) }
}

/** Neither music nor lists are other than before. */
export const nothingChanged: Check = { what: 'changes nothing', holds: ({ writes }) => writes.length === 0 }

/** No call was answered with an error. */
export const noErrors: Check = { what: 'meets no error', holds: ({ calls }) => calls.length > 0 && calls.every(({ failed }) => !failed) }

/** This plays. @param device where, if that matters */
export function plays(title: string, device?: string): Check {
  return {
    what: `plays "${title}"${device ? ` on ${device}` : ''}`,
    holds: ({ world: { player, devices } }) =>
      player.isPlaying &&
      player.item?.name === title &&
      (device === undefined || devices.find(({ id }) => id === player.deviceId)?.name === device),
  }
}

/** Something is true of the player. */
export function player(what: string, holds: (player: Ending['world']['player'], world: Ending['world']) => boolean): Check {
  return { what, holds: ({ world }) => holds(world.player, world) }
}

/** These play next, in this order, as far as they are named. */
export function queued(...titles: string[]): Check {
  return {
    what: `queues ${titles.map((title) => `"${title}"`).join(', ')}`,
    holds: ({ world }) => titles.every((title, index) => world.player.queue[index]?.name === title),
  }
}

/** A playlist of this name has exactly these songs, in this order; null stands for one that is unavailable. */
export function playlistIs(name: string, titles: (string | null)[]): Check {
  return {
    what: `"${name}" has these ${titles.length} songs in this order`,
    holds: (ending) => titlesOf(ending, name)?.join('\n') === titles.join('\n'),
  }
}

/** A playlist of this name has exactly these songs, in any order. */
export function playlistHas(name: string, titles: (string | null)[]): Check {
  return {
    what: `"${name}" has these ${titles.length} songs`,
    holds: (ending) => titlesOf(ending, name)?.toSorted().join('\n') === titles.toSorted().join('\n'),
  }
}

/** Something is true of the playlist of this name. */
export function playlistWhere(name: string, what: string, holds: (playlist: Playlist) => boolean): Check {
  return {
    what: `"${name}" ${what}`,
    holds: (ending) => {
      const found = playlistNamed(ending, name)
      return found !== undefined && holds(found)
    },
  }
}

/** There is no playlist of this name. */
export function noPlaylist(name: string): Check {
  return { what: `there is no "${name}"`, holds: (ending) => playlistNamed(ending, name) === undefined }
}

/** This song is, or is not, among the Liked Songs. */
export function liked(title: string, expected = true): Check {
  return {
    what: `"${title}" is ${expected ? '' : 'not '}among the Liked Songs`,
    holds: ({ world }) => world.savedTracks.some(({ item }) => item.name === title) === expected,
  }
}

/** This artist is followed. */
export function follows(name: string): Check {
  return { what: `${name} is followed`, holds: ({ world }) => world.followedArtists.some((artist) => artist.name === name) }
}

/** The rows' titles, as the playlist of this name has them now. */
function titlesOf(ending: Pick<Ending, 'world'>, name: string): (string | null)[] | undefined {
  return playlistNamed(ending, name)?.rows.map(({ item }) => item?.name ?? null)
}

function playlistNamed({ world }: Pick<Ending, 'world'>, name: string): Playlist | undefined {
  return world.playlists.find((playlist) => playlist?.name === name) ?? undefined
}
