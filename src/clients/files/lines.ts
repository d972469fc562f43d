/** The line end that a text uses: the first one in it, else a line feed. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
}

/** The offset at which the line with `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
}

/** The spaces and tabs with which the line with `offset` begins. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** Whether only spaces and tabs come before `offset` in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  let start = offset
  // Without `lineStart`: in a large file with one line, searching that for each value takes too long.
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start -= 1
  return start === 0 || '\r\n'.includes(text.charAt(start - 1))
}

/** Whether a line ends somewhere in `text`. */
export function hasLineEnd(text: string): boolean {
  return /[\r\n]/.test(text)
}
/** The end of the line of `offset`, without its line end, when only spaces and a comment follow in it. For TOML and YAML. */
export function endOfLine(text: string, offset: number): number {
  return offset + (/^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(offset))?.[0].length ?? 0)
}

/** The end of the last line before `offset` that is not empty, or 0 when there is none. */
export function contentEndBefore(text: string, offset: number): number {
  let end = offset
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1
  if (end === 0) return 0
  while (end < offset && ' \t'.includes(text.charAt(end))) end += 1
  return end
}

/** The range to remove for whole lines from `start` to `end`: with the empty lines before them, or at the start of a text with those after them. */
export function wholeLines(text: string, start: number, end: number): { offset: number; length: number } {
  const offset = contentEndBefore(text, start)
  const rest = text.slice(end)
  const below = offset === 0 && rest.trim() !== '' ? (/^(?:[ \t]*\r?\n)*/.exec(rest)?.[0].length ?? 0) : 0
  return { offset, length: end + below - offset }
}

/** The end of the comma that follows `offset`, else `offset`. */
export function endWithComma(text: string, offset: number): number {
  return offset + (/^[ \t\r\n]*,/.exec(text.slice(offset))?.[0].length ?? 0)
}
