/** The named entities that Spotify writes. */
const characters = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const lastCodePoint = 0x10ffff

/**
 * Text with the entities of HTML replaced by their characters, as a person wrote them: Spotify escapes descriptions of playlists when it stores them
 * (`&#x27;`, `&amp;`), and takes them unescaped. Each is decoded once: `&amp;lt;` is what somebody wrote as `&lt;`. What is no entity stays as it is.
 */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g, (entity, name, decimal, hexadecimal) => {
    if (name !== undefined) return characters[name as keyof typeof characters]
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0 && code <= lastCodePoint ? String.fromCodePoint(code) : entity
  })
}
