import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FileChange } from './file-change.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The schema of a stored record. */
export const changeRecordSchema = z.object({
  /** The settings file's real path. */
  file: z.string(),
  /** SHA-256 of the bytes that we wrote last. While the file has this hash, nothing else has changed it. */
  after: sha256,
  /** The file's permission bits from before, where they were changed because a key came into it. */
  mode: z.number().optional(),
  /** The file before our entry was added. Missing when something else has changed the file between our changes. */
  origin: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('no-file') }), z.object({ kind: z.literal('copy'), path: z.string(), sha256 })])
    .optional(),
  /** The maps (paths of keys) that we added for our entry. */
  containers: z.array(z.array(z.string())),
})

/** What we record when we put our entry into a settings file, so that removing it restores the file byte for byte. Contains no secrets. */
export type ChangeRecord = z.output<typeof changeRecordSchema>

/** SHA-256 of some bytes, in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The record after a change from `planSet` was written.
 *
 * An update of our entry keeps the origin of the record before, so that adding, updating and removing restores the file as it was.
 *
 * @param previous the record before
 * @param backup the copy that `writeSettingsFile` returned
 */
export function recordAfterSet(previous: ChangeRecord | undefined, change: FileChange, backup: string | undefined): ChangeRecord {
  const { file, before, containers } = change
  const mode = permissionsBefore(previous, change)
  const after = hashOf(change.after ?? new Uint8Array())
  const known = previous?.file === file ? previous : undefined
  if (change.replacesEntry) {
    const unbroken = before !== undefined && known?.after === hashOf(before)
    return { file, after, ...mode, containers: known?.containers ?? [], ...(unbroken && known?.origin && { origin: known.origin }) }
  }
  // Others may add to a file that we created. Then it must stay a valid document, so the document itself is never removed.
  if (!before) return { file, after, containers: containers.filter((path) => path.length > 0), origin: { kind: 'no-file' } }
  if (!backup) return { file, after, ...mode, containers }
  return { file, after, ...mode, containers, origin: { kind: 'copy', path: backup, sha256: hashOf(before) } }
}

function permissionsBefore(previous: ChangeRecord | undefined, { file, mode, modeBefore }: FileChange): { mode?: number } {
  const known = previous?.file === file ? previous.mode : undefined
  const before = known ?? modeBefore
  return before === undefined || before === mode ? {} : { mode: before }
}
