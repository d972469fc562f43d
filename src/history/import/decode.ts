import { isUtf8 } from 'node:buffer'

/**
 * The text of a file: UTF-8, with or without a byte order mark, or UTF-16 with one, as editors on Windows save it.
 *
 * @returns undefined for any other encoding: guessing it would spoil the names
 */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    if (bytes.length % 2 === 1) return undefined
    return Buffer.from(bytes).swap16().toString('utf16le', 2)
  }
  const text = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  return isUtf8(text) ? text.toString('utf8') : undefined
}
