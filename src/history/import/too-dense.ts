/** A file of Spotify's holds 16,000 rows, and one that somebody joined of many some 400,000. */
const mostObjects = 1_000_000
const mostValues = 4_000_000

/** Spotify's own files are smaller. */
const usualBytes = 16 * 1024 * 1024

const [comma, bracket, brace] = [',', '[', '{'].map((character) => character.charCodeAt(0)) as [number, number, number]

/**
 * Whether a JSON text holds so many values that parsing it would need more memory than the thread has: 45 MB of `[],[],` are more than 0.5 GB.
 *
 * It must be known before. When memory runs out inside of `JSON.parse`, V8 ends the whole program and not only the thread.
 *
 * @param bytes in UTF-8 or UTF-16, in which these characters are the same bytes
 */
export function isTooDense(bytes: Buffer): boolean {
  if (isMoreThan(mostObjects, bytes, [brace, bracket])) return true
  return bytes.length > usualBytes && isMoreThan(mostValues, bytes, [comma])
}

/** Searching for characters that are as rare as these are in an export takes a fiftieth of the time of parsing, or less. */
function isMoreThan(most: number, bytes: Buffer, characters: number[]): boolean {
  let count = 0
  for (const character of characters) {
    for (let place = bytes.indexOf(character); place >= 0; place = bytes.indexOf(character, place + 1)) {
      count += 1
      if (count > most) return true
    }
  }
  return false
}
