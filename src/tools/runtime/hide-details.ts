/** What nobody needs who did not ask for `full`: a cover alone is longer than a row. */
const details = ['cover', 'isrc', 'discNumber', 'trackNumber']

/**
 * Takes out of structured content what the text does not show either.
 *
 * Changes `content` itself: not a result, whose items may also be what the index of the library keeps.
 */
export function hideDetails(content: unknown): void {
  if (content === null || typeof content !== 'object') return
  for (const detail of details) Reflect.deleteProperty(content, detail)
  for (const part of Object.values(content)) hideDetails(part)
}
