import { z } from 'zod'
import type { Row } from '../changes/plan/row.ts'
import { isProblem, Problem, type ProblemCode } from '../shared/problem.ts'
import { uriOf } from '../spotify/items.ts'
import type { Playable } from '../spotify/playback.ts'
import type { Player } from '../spotify/player.ts'
import { parseReference } from '../spotify/references.ts'
import { expandItems, source, sourceLines } from './items/expand-items.ts'
import { findTarget, lookUp, playsElsewhere, wake } from './playback/ready-device.ts'
import { defineTool } from './runtime/define.ts'
import { device, item } from './runtime/params.ts'
import { name, type RenderContext, row, table } from './runtime/render.ts'

const queueable = z.object({ type: z.enum(['track', 'episode']), id: z.string(), name: z.string().optional() })

type Queueable = z.output<typeof queueable>

/** Each is one request, and nothing takes them out again: more at once is a playlist. */
const mostQueued = 100

/** Spotify shows no more rows of the queue. */
const shownRows = 20

/**
 * Puts tracks and episodes behind what was queued before; the album or playlist that plays goes on after them. One request an item, one after the other: together they could overtake each other.
 * What was added cannot be taken out again, so it must be said exactly what was.
 */
export const queueItems = defineTool({
  name: 'queue_items',
  title: 'Queue items',
  description:
    'Add songs (tracks), episodes, whole albums and playlists to the queue, in this order, after what was queued before and before the rest of the album or playlist. Spotify cannot remove or reorder what is queued.',
  scopes: ['user-modify-playback-state', 'user-read-playback-state', 'user-read-currently-playing'],
  furtherScopes: ['playlist-read-private', 'user-library-read'],
  effect: 'add',
  input: {
    items: z.array(item()).min(1).max(mostQueued),
    device: device(),
  },
  output: z.object({
    queued: z.array(queueable),
    sources: z.array(source),
    /** There is more in what was given than may be queued at once. */
    more: z.boolean(),
    /** Those that Spotify does not take, and why. */
    refused: z.array(z.object({ item: queueable, why: z.string() })),
    /** Why it ended early, and what was not tried any more; the first of them may have been added when the answer got lost. */
    stopped: z.object({ why: z.string(), left: z.array(queueable), uncertain: z.boolean() }).optional(),
    /** Whether the queue was read afterwards and has all of it. */
    seen: z.enum(['yes', 'no', 'unknown']),
  }),

  async run({ items, device }, context) {
    const { player } = context.spotify
    const { rows, sources, more } = await expandItems(items, context, mostQueued)
    const wanted = rows.map(toQueueable)
    if (wanted.length === 0) throw new Problem('invalid-arguments', 'There is nothing in these that can be queued.')
    const ready = await readyDevice(player, device)
    const before = await player.queue()
    const result = await addInTurn(player, wanted, ready, context.progress)
    return { ...(await look(player, result, before)), sources, more }
  },

  render({ queued, sources, more, refused, stopped, seen }, context) {
    const total = queued.length + refused.length + (stopped?.left.length ?? 0)
    const lines = [
      table(header(queued.length, total, seen), [
        ...sourceLines(sources, context),
        ...(more
          ? [
              `These are the first ${mostQueued}: Spotify takes them one by one, so no more are queued at once. To hear all of it, use play.`,
            ]
          : []),
        ...queued.map((one) => titledOrId(one, context)),
      ]),
    ]
    if (refused.length > 0)
      lines.push(
        table(
          'Spotify refused:',
          refused.map(({ item, why }) => row(titledOrId(item, context), why)),
        ),
      )
    if (stopped) {
      const first = stopped.uncertain ? ' It is not known whether the first of these was added:' : ' Not queued:'
      lines.push(
        table(
          `Stopped: ${stopped.why}${first}`,
          stopped.left.map((one) => titledOrId(one, context)),
        ),
      )
    }
    return lines.join('\n')
  },
})

function header(queued: number, total: number, seen: 'yes' | 'no' | 'unknown'): string {
  const how = {
    yes: queued > shownRows ? `the queue shows the first of them` : 'the queue shows them',
    no: 'Spotify accepted them, but they are not yet among the 20 rows of the queue that it shows',
    unknown: 'Spotify accepted them; the queue could not be read',
  }[seen]
  return `Queued ${queued} of ${total}${queued > 0 ? `, in this order, after what was queued before and before the rest of the album or playlist (${how})` : ''}`
}

function titledOrId(one: Queueable, context: RenderContext): string {
  return one.name === undefined ? context.id(one) : `${context.id(one)} ${name(one.name)}`
}

function toQueueable({ uri = '', title }: Row): Queueable {
  const { type, id = '' } = parseReference(uri) ?? {}
  return { type: type === 'episode' ? 'episode' : 'track', id, ...(title !== uri && { name: title }) }
}

/** Where the queue is. `id` is missing for the active device. */
type Ready = { id?: string | undefined; named: string | undefined }

async function readyDevice(player: Player, named: string | undefined): Promise<Ready> {
  const before = await player.state()
  const { device, id } = await findTarget(player, before, named)
  if (id !== undefined && before?.device) throw playsElsewhere(device, before.device)
  if (id !== undefined) await wake(player, id)
  return { id, named }
}

type Added = {
  queued: Queueable[]
  refused: { item: Queueable; why: string }[]
  stopped?: { why: string; left: Queueable[]; uncertain: boolean }
}

/** What is wrong with one item only: the others can be queued all the same. */
const ofTheItem: ProblemCode[] = ['request-refused', 'not-found', 'not-available']

/** @throws Problem when nothing was queued, for certain */
async function addInTurn(
  player: Player,
  items: Queueable[],
  ready: Ready,
  progress: (done: number, total: number) => void,
): Promise<Added> {
  const queued: Queueable[] = []
  const refused: Added['refused'] = []
  for (const [index, item] of items.entries()) {
    const problem = await add(player, uriOf(item), ready)
    if (!problem) queued.push(item)
    else if (ofTheItem.includes(problem.code)) {
      if (items.length === 1) throw problem
      refused.push({ item, why: problem.message })
    } else {
      const uncertain = problem.changed === 'unknown'
      if (queued.length === 0 && !uncertain) throw problem
      return { queued, refused, stopped: { why: problem.message, left: items.slice(index), uncertain } }
    }
    progress(index + 1, items.length)
  }
  return { queued, refused }
}

/**
 * One item, tried a second time where the first was certainly in vain: "too many requests" was not looked at (the gate waits until the next may
 * go out), and a device that fell asleep or changed its id is looked up once more.
 */
async function add(player: Player, uri: string, ready: Ready): Promise<Problem | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await player.addToQueue(uri, ready.id)
      return undefined
    } catch (error) {
      if (!isProblem(error)) throw error
      if (attempt === 2 || !isProblem(error, 'rate-limited', 'no-active-device', 'device-not-found')) return error
      if (error.code !== 'rate-limited') {
        ready.id = (await lookUp(player, ready.named)).id
        await wake(player, ready.id)
      }
    }
  }
}

/** Reads the queue until it shows what was added. An item whose answer got lost was added if it shows that one, too. */
async function look(player: Player, added: Added, before: Playable[]) {
  const { queued, stopped } = added
  const [lost, ...rest] = stopped?.uncertain ? stopped.left : []
  const hoped = lost ? [...queued, lost] : queued
  // One whose answer got lost must be seen itself.
  const shows = lost ? showsAll : showsBeginning
  if (hoped.length === 0) return { ...added, seen: 'unknown' as const }
  try {
    const { value, reached } = await player.until(player.queue, (queue) => shows(queue, hoped, before))
    const named = (one: Queueable): Queueable => ({ ...one, name: one.name ?? value.find((row) => isItem(row, one))?.name })
    if (!reached)
      return { ...added, queued: queued.map(named), seen: showsBeginning(value, queued, before) ? ('yes' as const) : ('no' as const) }
    const left = stopped && { ...stopped, left: lost ? rest : stopped.left, uncertain: false }
    return { ...added, queued: hoped.map(named), stopped: left, seen: 'yes' as const }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { ...added, seen: 'unknown' as const }
  }
}

/** Whether the items stand in the queue, one after the other, once more often than before: the album that plays may have them anyway. */
function showsAll(queue: Playable[], items: Queueable[], before: Playable[]): boolean {
  return runs(queue, items) > runs(before, items)
}

/** The same of as many of them as there are rows that Spotify shows. */
function showsBeginning(queue: Playable[], items: Queueable[], before: Playable[]): boolean {
  const hidden = (start: number, index: number) => index > 0 && start + index >= shownRows
  return runs(queue, items, hidden) > runs(before, items, hidden)
}

function runs(queue: Playable[], items: Queueable[], hidden: (start: number, index: number) => boolean = () => false): number {
  return queue.filter((_, start) => items.every((item, index) => hidden(start, index) || isItem(queue[start + index], item))).length
}

function isItem(row: Playable | undefined, item: Queueable): boolean {
  return row !== undefined && row.type !== 'local' && row.id === item.id
}
