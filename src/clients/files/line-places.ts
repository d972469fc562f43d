/** The end of the line in which something ends, before its line end, with the comment and the spaces that follow in it. For TOML and YAML. */
export function endOfLine(text: string, offset: number): number {
  return offset + (/^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(offset))?.[0].length ?? 0)
}

/** The end of the last line before `offset` that holds something, or 0 when nothing but empty lines stand there. */
export function contentEndBefore(text: string, offset: number): number {
  let end = offset
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1
  if (end === 0) return 0
  while (end < offset && ' \t'.includes(text.charAt(end))) end += 1
  return end
}

/** Where whole lines are taken out that begin at `start`: with the empty ones before them; at the start of a text, with those after them. */
export function wholeLines(text: string, start: number, end: number): { offset: number; length: number } {
  const offset = contentEndBefore(text, start)
  const rest = text.slice(end)
  const below = offset === 0 && rest.trim() !== '' ? (/^(?:[ \t]*\r?\n)*/.exec(rest)?.[0].length ?? 0) : 0
  return { offset, length: end + below - offset }
}

/** The end of the comma that follows, which would be left over without what it stands behind; else just `offset`. */
export function endWithComma(text: string, offset: number): number {
  return offset + (/^[ \t\r\n]*,/.exec(text.slice(offset))?.[0].length ?? 0)
}
