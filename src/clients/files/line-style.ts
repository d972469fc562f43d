/** The line end that a text uses: the first one in it, or a line feed. */
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

/** Whether nothing but spaces and tabs stands before `offset` in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  let start = offset
  // Not by looking for the start of the line: with a file in one line, that takes too long for each of its values.
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start -= 1
  return start === 0 || '\r\n'.includes(text.charAt(start - 1))
}

/** Whether a line ends somewhere in `text`. */
export function hasLineEnd(text: string): boolean {
  return /[\r\n]/.test(text)
}
