import { z } from 'zod'
import type { PlaylistOutcome } from '../../changes/apply/change-playlist.ts'
import type { Requester } from '../../changes/requester.ts'
import { counted } from '../../shared/counted.ts'
import type { ToolContext } from '../runtime/define.ts'
import { item } from '../runtime/params.ts'

/** How a change went, as tools publish it. */
export const outcome = z.object({
  receipt: z.string(),
  state: z.enum(['done', 'partly done']),
  done: z.array(z.string()),
  notDone: z.array(z.string()),
  failure: z.string().optional(),
  differences: z.array(z.string()),
})

/** Steps of a change that are named one by one; of more, the number is told. */
const mostSteps = 8

/** More at once is more than a model should write. */
const mostItems = 1_000

/** Items in any of their forms, also none. */
export function itemList() {
  return z.array(item()).refine((items) => items.length <= mostItems, `has more than ${mostItems} items: use several calls`)
}

/** Who asks for a change through a tool. */
export function requester({ client, confirm, account, spotify, signal, progress }: ToolContext): Requester {
  const { id, permittedScopes, switchedOff } = account
  return { client, account: id, confirm, progress, permittedScopes, switchedOff, spotify, signal }
}

/** What was asked for, without claiming more than was done. @param what as `1 song removed` */
export function headline(what: string, { state, done, failure }: PlaylistOutcome): string {
  if (state === 'done') return `${what}.`
  const went = failure === undefined ? 'DONE, BUT NOT AS PLANNED' : done.length === 0 ? 'NOT DONE AS FAR AS IS KNOWN' : 'ONLY PARTLY DONE'
  return `${went} (asked for: ${what}).`
}

/** Where others find a playlist that they are meant to reach. */
export function linkForOthers({ id }: { id: string }): string {
  return `Link for others: https://open.spotify.com/playlist/${id}`
}

/** Sentences that may have names from Spotify in them. The column sign is ours alone. */
export function noteLines(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => sentence.replaceAll('|', '¦'))
}

/**
 * What became of a change: its receipt, and where it did not end as planned exactly what was done and what not.
 *
 * @param lost what undo cannot bring back
 */
export function outcomeLines({ receipt, state, done, notDone, failure, differences }: PlaylistOutcome, lost: string[] = []): string[] {
  const lines = noteLines(differences.map((sentence) => (state === 'done' ? sentence : `Differs from the plan: ${sentence}`)))
  const except = lost.length === 0 ? '' : `, except ${lost.join(' and ')}`
  if (state === 'done') return [...lines, `Receipt ${receipt}: undo_change takes it back${except}.`]
  return [
    ...(failure === undefined ? [] : [failure]),
    `Done: ${steps(done)}`,
    ...noteLines(notDone.length > 0 ? [`Not done: ${steps(notDone)}`] : []),
    ...lines,
    `Receipt ${receipt}: undo_change takes back what was done${except}.`,
  ]
}

function steps(words: string[]): string {
  if (words.length === 0) return 'nothing.'
  const others = words.length - mostSteps
  return `${words.slice(0, mostSteps).join('; ')}${others > 0 ? `; and ${counted(others, 'more request')}` : ''}.`
}
