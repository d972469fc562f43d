import { cleanText } from '../../shared/clean-text.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { type ItemType, uriOf } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import { withArticle } from '../../tools/items/find-item.ts'
import type { Caller, ToolAnswer } from '../../tools/runtime/caller.ts'
import type { Registry } from '../../tools/runtime/registry.ts'

/** A part of the person's music under an address of its own, which a client can show or attach without a model asking for it. */
export type Resource = { uri: string; name: string; title: string; description: string }

/** The same for every item of a kind: `{id}` stands for the item. */
export type ResourceTemplate = Omit<Resource, 'uri'> & { uriTemplate: string }

/** What the protocol layer needs to know of the resources. */
export type Resources = {
  /** What can be read now. */
  list(): Resource[]
  templates(): ResourceTemplate[]
  /** Never throws: what goes wrong is in the answer, as a sentence. */
  read(uri: string, caller: Caller): Promise<ToolAnswer>
}

/** The one resource that changes by itself. */
export const nowPlayingUri = 'spotify://now-playing'

type Call = { tool: string; parameters: Record<string, unknown> }

/** A resource reads exactly as the answer of one tool: the text is rendered there and nowhere else. */
const fixed: (Resource & Call)[] = [
  {
    uri: 'spotify://me',
    name: 'me',
    title: 'Profile',
    description: 'Whose Spotify account this is, and what it allowed',
    tool: 'get_user_profile',
    parameters: {},
  },
  {
    uri: 'spotify://playlists',
    name: 'playlists',
    title: 'Playlists',
    description: 'The own and followed playlists, the first 200 of them',
    tool: 'get_user_playlists',
    parameters: { limit: 200 },
  },
  {
    uri: nowPlayingUri,
    name: 'now-playing',
    title: 'Now playing',
    description: 'What is playing, where, and how far it is',
    tool: 'get_playback',
    parameters: {},
  },
]

type Kind = { title: string; description: string; tool: string; parameters(text: string): Record<string, unknown> }

/** A whole id alone does not say of what it is, the address does. What a short id stands for is known once it is clear who is signed in. */
const item = (type: ItemType) => (text: string) => {
  const reference = parseReference(text)
  if (!reference) return { item: text }
  if (reference.type === undefined || reference.type === type) return { item: uriOf({ type, id: reference.id }) }
  throw new Problem('invalid-arguments', `"${cleanText(text, 60)}" is ${withArticle(reference.type)}; here ${withArticle(type)} is needed.`)
}

const kinds: Record<string, Kind> = {
  playlist: {
    title: 'Playlist',
    description: 'The items of a playlist in order, by its id, link or name',
    tool: 'get_playlist_items',
    parameters: (playlist) => ({ playlist }),
  },
  album: { title: 'Album', description: 'An album with its tracks, by its id or link', tool: 'get_item', parameters: item('album') },
  artist: { title: 'Artist', description: 'An artist with albums, by id or link', tool: 'get_item', parameters: item('artist') },
  track: { title: 'Track', description: 'A song, by its id or link', tool: 'get_item', parameters: item('track') },
}

/** Makes the resources readable, through the tools of `registry`; one whose tool is not listed is not listed either. */
export function createResources({ registry }: { registry: Pick<Registry, 'list' | 'call'> }): Resources {
  function offered<Entry extends { tool: string }>(entries: Entry[]): Entry[] {
    const names = new Set(registry.list().map(({ name }) => name))
    return entries.filter(({ tool }) => names.has(tool))
  }

  return {
    list: () => offered(fixed).map(({ uri, name, title, description }) => ({ uri, name, title, description })),

    templates: () =>
      offered(Object.entries(kinds).map(([name, kind]) => ({ name, ...kind }))).map(({ name, title, description }) => ({
        uriTemplate: `spotify://${name}/{id}`,
        name,
        title,
        description,
      })),

    async read(uri, caller) {
      try {
        const { tool, parameters } = callFor(uri)
        return await registry.call(tool, parameters, caller)
      } catch (error) {
        if (!isProblem(error)) throw error
        return { text: error.message, failed: true, problem: error.code }
      }
    },
  }
}

/** @throws Problem `unknown-item` for an address under which there is nothing */
function callFor(uri: string): Call {
  const known = fixed.find((resource) => resource.uri === uri)
  if (known) return known
  const [, name = '', id = ''] = /^spotify:\/\/([a-z]+)\/(.+)$/s.exec(uri) ?? []
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (kind) return { tool: kind.tool, parameters: kind.parameters(decoded(id)) }
  const addresses = [...fixed.map((resource) => resource.uri), ...Object.keys(kinds).map((kindName) => `spotify://${kindName}/{id}`)]
  throw new Problem('unknown-item', `There is no resource "${cleanText(uri, 100)}". There are ${addresses.join(', ')}.`)
}

/** An id may be a link or a name, which clients write percent-encoded; some do not. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim()
  } catch {
    return text.trim()
  }
}
