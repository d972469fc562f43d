import { z } from 'zod'
import type { ChosenRows } from '../../changes/edit-playlist.ts'
import { duplicateKinds } from '../../changes/plan/duplicates.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import type { PlaylistRow } from '../../spotify/playlists.ts'
import type { ToolContext } from '../runtime/define.ts'
import { position } from '../runtime/params.ts'
import { itemList } from './change-rows.ts'
import { conditionsOf, conditionWords, meets, requireAdder, undescribedConditions } from './row-conditions.ts'

/** True is what it took before it told two kinds apart. */
const duplicates = () =>
  z
    .preprocess((value) => {
      const word = String(value).trim().toLowerCase()
      return word === 'true' ? 'exact' : word === 'false' ? undefined : value
    }, z.enum(duplicateKinds).optional())
    .optional()

const removable = {
  items: itemList().optional().describe('all copies'),
  positions: z.array(position()).optional(),
  duplicates: duplicates(),
  unavailable: z.boolean().optional(),
  ...undescribedConditions,
}

/** Which rows of a playlist to remove: named one by one, or by conditions. */
export function removal() {
  return z.strictObject(removable)
}

export type Removal = z.output<ReturnType<typeof removal>>

/**
 * The rows to remove when they are named by conditions, which in words and how to choose them; undefined when they are named one by one.
 *
 * @throws Problem `invalid-arguments` when nothing is named, or rows in both ways: whether both have to fit could only be guessed
 */
export async function chosenRemoval(remove: Removal | undefined, context: ToolContext) {
  if (!remove) return undefined
  const { items, positions, duplicates, unavailable, ...values } = remove
  const conditions = await conditionsOf(values, context)
  const isNamed = items?.length || positions?.length || duplicates || unavailable
  if (conditions && isNamed) {
    throw new Problem(
      'invalid-arguments',
      'remove takes either songs (items, positions, duplicates, unavailable) or conditions that all have to fit (filter, since, until, year, added_by, explicit). Use two calls.',
    )
  }
  if (!conditions && !isNamed) throw new Problem('invalid-arguments', `Say what to remove: ${Object.keys(removable).join(', ')}.`)
  if (!conditions) return undefined
  return {
    which: conditionWords(values),
    choose(rows: PlaylistRow[]): ChosenRows {
      requireAdder(rows, conditions)
      const fitting = rows.filter((row) => meets(row, conditions))
      const going = fitting.filter(({ item }) => item?.type !== 'local')
      const locals = fitting.filter(({ item }) => item?.type === 'local')
      const notes =
        locals.length > 0 ? [`Not removed: ${counted(locals.length, 'local file')}. Undo could not bring a local file back.`] : []
      return { positions: going.map(({ position }) => position), notes }
    },
  }
}
