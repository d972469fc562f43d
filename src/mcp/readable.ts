/** A name that a client gave, fit for people to read: control characters are taken out and the length is capped. */
export function readable(text = ''): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

/** What a client calls itself. It can say anything, also nothing. */
export function clientName(said: string | undefined): string {
  return readable(said) || 'unknown client'
}
