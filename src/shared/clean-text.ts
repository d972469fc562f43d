/**
 * Text from outside, made safe to stand in a line: one line, no control characters (terminal escapes), no invisible direction switches
 * (they can make text read differently from what it is), at most `maximumLength` characters.
 *
 * Names and descriptions from Spotify are anybody's text; a model reads them as data, and this keeps them from looking like anything else.
 */
export function cleanText(text: string, maximumLength: number): string {
  const line = text
    .slice(0, maximumLength * 20)
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  // Nearly every text ends here: a character has one letter or more, and counting characters is slow.
  if (line.length <= maximumLength) return line
  const characters = [...new Intl.Segmenter('en').segment(line)]
  if (characters.length <= maximumLength) return line.slice(0, maximumLength * 10)
  return `${characters
    .slice(0, maximumLength - 1)
    .map(({ segment }) => segment.slice(0, 10))
    .join('')
    .trimEnd()}…`
}
