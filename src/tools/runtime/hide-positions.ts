/**
 * Takes out of a result how far episodes and chapters were heard: what Spotify leaves out without `user-read-playback-position`, Tonearm leaves
 * out while the user has that permission switched off.
 *
 * Changes `result` itself, which was made for this call.
 */
export function hidePositions(result: unknown): void {
  if (result === null || typeof result !== 'object') return
  if ('type' in result && (result.type === 'episode' || result.type === 'chapter')) {
    Object.assign(result, { resumeMs: undefined, played: undefined })
  }
  for (const part of Object.values(result)) hidePositions(part)
}
