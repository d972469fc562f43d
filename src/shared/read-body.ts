/**
 * Reads the body of an answer as text and stops at a limit, so that an answer without an end cannot fill the memory. Compressed bodies count as they are
 * when unpacked.
 *
 * @param mostBytes more are not read, and the connection is closed
 * @returns undefined for a body that is larger
 */
export async function readBody(response: Response, mostBytes: number): Promise<string | undefined> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  const parts: string[] = []
  let bytes = 0
  // Leaving the loop closes the connection.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) return undefined
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}
