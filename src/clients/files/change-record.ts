import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FileChange } from './file-change.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The shape of a record, as it is stored. */
export const changeRecordSchema = z.object({
  /** The settings file's real path. */
  file: z.string(),
  /** SHA-256 of the bytes that we wrote last. As long as the file has them, nobody else has changed it. */
  after: sha256,
  /** How the file was before our entry was added. Missing when that is not known any more, since others changed the file between our changes. */
  origin: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('no-file') }), z.object({ kind: z.literal('copy'), path: z.string(), sha256 })])
    .optional(),
  /** The maps that we made for our entry. */
  containers: z.array(z.array(z.string())),
})

/** What we remember of having put our entry into a settings file, so that taking it away gives back the bytes from before. Holds no secrets. */
export type ChangeRecord = z.output<typeof changeRecordSchema>

/** SHA-256 of some bytes, in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * What to remember after a `planSet` was carried out.
 *
 * An update of an entry that we had put there keeps how the file was before it was added, so that adding, updating and removing ends where it began.
 *
 * @param previous what was remembered before
 * @param backup what `carryOut` returned
 */
export function recordAfterSet(previous: ChangeRecord | undefined, change: FileChange, backup: string | undefined): ChangeRecord {
  const { file, before, containers } = change
  const after = hashOf(change.after ?? new Uint8Array())
  const known = previous?.file === file ? previous : undefined
  if (change.replacesEntry) {
    const unbroken = before !== undefined && known?.after === hashOf(before)
    return { file, after, containers: known?.containers ?? [], ...(unbroken && known?.origin && { origin: known.origin }) }
  }
  // What others leave of a file that we made must stay well-formed: its document is not ours to take away.
  if (!before) return { file, after, containers: containers.filter((way) => way.length > 0), origin: { kind: 'no-file' } }
  if (!backup) return { file, after, containers }
  return { file, after, containers, origin: { kind: 'copy', path: backup, sha256: hashOf(before) } }
}
