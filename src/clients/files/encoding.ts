const byteOrderMark = '\uFEFF'

/** The text of a file in UTF-8, with its byte order mark apart, as parsers refuse it; undefined when the bytes are not UTF-8. */
export function decode(bytes: Uint8Array): { text: string; mark: string } | undefined {
  try {
    const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return whole.startsWith(byteOrderMark) ? { text: whole.slice(1), mark: byteOrderMark } : { text: whole, mark: '' }
  } catch {
    return undefined
  }
}

/** The bytes of a text in UTF-8, with the byte order mark that it had. */
export function encode(text: string, mark: string): Uint8Array {
  return new TextEncoder().encode(mark + text)
}
