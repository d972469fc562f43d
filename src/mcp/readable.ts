/** A name that a client gave, fit for people to read: control characters are taken out and the length is capped. */
export function readable(text = ''): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
}
