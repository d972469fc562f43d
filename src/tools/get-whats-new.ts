import { z } from 'zod'
import { requireScopes, type Scope } from '../config/scopes.ts'
import { counted } from '../shared/counted.ts'
import { day } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import { album, episode } from '../spotify/items.ts'
import { askForNews, type Source } from './items/ask-for-news.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { moment, toMilliseconds } from './runtime/params.ts'
import { name, names, type RenderContext, row, table, titled } from './runtime/render.ts'

const kinds = ['albums', 'singles', 'episodes'] as const

type Kind = (typeof kinds)[number]

const scopeOfKind: Record<Kind, Scope> = { albums: 'user-follow-read', singles: 'user-follow-read', episodes: 'user-library-read' }

/** About as long as people remember to have looked. */
const usualDays = 30
const dayMs = 86_400_000

/** More rows are a list that nobody reads. */
const mostRows = 100

const news = z.discriminatedUnion('type', [album.extend({ kind: z.enum(['album', 'single']) }), episode])

type News = z.output<typeof news>

const asked = z.object({ asked: z.int(), of: z.int() })

/** New releases of followed artists and new episodes of saved shows. Spotify has no list of them: each artist and show is asked. */
export const getWhatsNew = defineTool({
  name: 'get_whats_new',
  title: 'New releases',
  description: 'New releases of followed artists, new podcast episodes, last 30 days.',
  scopes: [],
  anyScope: ['user-follow-read', 'user-library-read'],
  furtherScopes: ['user-read-playback-position'],
  effect: 'read',
  input: {
    since: moment().optional(),
    kinds: z.array(z.enum(kinds)).min(1).optional(),
  },
  output: z.object({
    since: z.string(),
    released: z.array(news),
    announced: z.array(news),
    /** Rows that are not shown. */
    others: z.int(),
    artists: asked.optional(),
    shows: asked.optional(),
    notAsked: z.array(z.string()),
    /** Of whom there may be more than is listed. */
    moreOf: z.array(z.string()),
    stopped: z.string().optional(),
    /** Why a part was not looked for, as sentences. */
    lacking: z.array(z.string()),
  }),

  async run({ since: text, kinds: wanted }, context) {
    const since = sinceDay(text, context)
    const { permitted, lacking } = permittedKinds(wanted, context)
    const [artists, shows] = await Promise.all([
      permitted.some((kind) => kind !== 'episodes') ? followedArtists(context) : [],
      permitted.includes('episodes') ? savedShows(context) : [],
    ])
    const found = await askForNews([...shows, ...artists], since, context)
    const today = day(context.now(), context.zone)
    const rows = newestFirst(found.rows.filter((row) => permitted.includes(row.type === 'episode' ? 'episodes' : `${row.kind}s`)))
    const released = rows.filter((row) => !isAfter(row, today))
    const count = (type: Source['type'], all: Source[]) => ({
      asked: found.asked.filter((source) => source.type === type).length,
      of: all.length,
    })
    return {
      since,
      released: released.slice(0, mostRows),
      announced: rows.filter((row) => isAfter(row, today)).slice(0, mostRows),
      others: Math.max(0, released.length - mostRows),
      ...(permitted.some((kind) => kind !== 'episodes') && { artists: count('artist', artists) }),
      ...(permitted.includes('episodes') && { shows: count('show', shows) }),
      notAsked: found.notAsked.map((source) => source.name),
      moreOf: found.moreOf,
      stopped: found.stopped,
      lacking: found.showsRefused ? [...lacking, notAskedWithout('user-read-playback-position')] : lacking,
    }
  },

  render({ since, released, announced, others, artists, shows, notAsked, moreOf, stopped, lacking }, context) {
    const whom = [
      artists && `${artists.asked} of ${counted(artists.of, 'followed artist')}`,
      shows && `${shows.asked} of ${counted(shows.of, 'saved show')}`,
    ]
    const found = released.length === 0 ? 'Nothing new' : `${counted(released.length + others, 'new release')}`
    return table(`${found} since ${since} (asked: ${whom.filter(Boolean).join(', ')})`, [
      ...released.map((one) => newsRow(one, context)),
      ...(others > 0 ? [`${others} older ones are not shown: use a later \`since\`, or \`kinds\`.`] : []),
      ...(announced.length > 0 ? ['Announced:', ...announced.map((one) => newsRow(one, context))] : []),
      ...(moreOf.length > 0 ? [`There may be more of ${namesIn(moreOf)}: get_item lists all.`] : []),
      ...(notAsked.length > 0
        ? [`Not asked yet: ${namesIn(notAsked)}.${stopped ? ` ${stopped}` : ''} Call again to go on: what is known is kept for hours.`]
        : []),
      ...lacking,
    ])
  },
})

function newsRow(one: News, context: RenderContext): string {
  const title = titled(one, context)
  return one.type === 'episode'
    ? row(one.released ?? '', title, one.show && name(one.show.name), 'episode')
    : row(one.released ?? '', title, names(one.artists), one.kind)
}

/** The first of them by name; of the others, how many. */
function namesIn(all: string[]): string {
  const shown = all.slice(0, 5).map(name).join(', ')
  return all.length > 5 ? `${shown} and ${all.length - 5} more` : shown
}

/** @throws Problem `invalid-arguments` for a day that has not come */
function sinceDay(text: string | undefined, { now, zone }: ToolContext): string {
  if (text === undefined) return day(now() - usualDays * dayMs, zone)
  const from = toMilliseconds(text, zone)
  if (from > now()) throw new Problem('invalid-arguments', 'since: must be a day in the past.')
  return day(from, zone)
}

/** Without `wanted` each kind counts for which there is a permission. @throws Problem as `requireScopes` for a kind that was asked for */
function permittedKinds(wanted: Kind[] | undefined, { account }: ToolContext): { permitted: Kind[]; lacking: string[] } {
  if (wanted) {
    requireScopes(
      wanted.map((kind) => scopeOfKind[kind]),
      account,
      'New releases need',
    )
    return { permitted: wanted, lacking: [] }
  }
  const has = (kind: Kind) => account.permittedScopes.includes(scopeOfKind[kind])
  const lacking = new Set(kinds.filter((kind) => !has(kind)).map((kind) => scopeOfKind[kind]))
  return { permitted: kinds.filter(has), lacking: [...lacking].map(notAskedWithout) }
}

function notAskedWithout(scope: Scope): string {
  return `${scope === 'user-follow-read' ? 'Artists' : 'Shows'} were not asked: that needs the permission ${scope}.`
}

/** Nobody follows or saves more than this. */
const all = { offset: 0, limit: 100_000 }

async function followedArtists({ spotify }: ToolContext): Promise<Source[]> {
  const { rows } = await spotify.library.followedArtists(all)
  return rows.flatMap(({ type, id, name }) => (id === undefined ? [] : [{ type, id, name }]))
}

async function savedShows({ spotify }: ToolContext): Promise<Source[]> {
  const { rows } = await spotify.library.saved('shows', all)
  return rows.flatMap((saved) => (saved === null ? [] : [saved.item]))
}

/** Two artists can have made the same album, and Spotify can list it twice. */
function newestFirst(rows: News[]): News[] {
  const once = new Map(rows.map((row) => [sameness(row), row]))
  return [...once.values()].sort((one, other) => (other.released ?? '').localeCompare(one.released ?? ''))
}

function sameness(row: News): string {
  return row.type === 'episode' ? row.id : JSON.stringify([row.kind, row.name, row.released, row.artists.map(({ name }) => name)])
}

function isAfter({ released }: News, today: string): boolean {
  return released !== undefined && released > today
}
