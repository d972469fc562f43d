/** What nobody needs who did not ask for `full`: a cover alone is longer than a row. */
const details = ['cover', 'isrc', 'discNumber', 'trackNumber']

/**
 * Takes out of a result what its text does not show either.
 *
 * Changes `result` itself, which was made for this call.
 */
export function hideDetails(result: unknown): void {
  if (result === null || typeof result !== 'object') return
  for (const detail of details) if (detail in result) Object.assign(result, { [detail]: undefined })
  for (const part of Object.values(result)) hideDetails(part)
}
