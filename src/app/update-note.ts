import type { UpdatedClients } from '../clients/update-entries.ts'

/**
 * What the person has to know of how the connected clients were told of something new, as one text; undefined when none was concerned.
 *
 * @param what is new
 */
export function updateNote({ updated, failed }: UpdatedClients, what: 'address' | 'key' | 'address and key'): string | undefined {
  const sentences = [
    updated.length > 0
      ? `${listed(updated.map(({ title }) => title))} ${updated.length === 1 ? 'has' : 'have'} the new ${what} already.`
      : '',
    ...new Set(updated.map(({ afterwards }) => afterwards)),
    ...failed.map(({ title, sentence }) => `${title} could not be given the new ${what}: ${sentence}`),
  ]
  return sentences.filter(Boolean).join(' ') || undefined
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
