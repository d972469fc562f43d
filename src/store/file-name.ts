/** File systems take 255 bytes; the rest is for the number and the extension. */
const mostBytes = 180

/** Names of devices on Windows, also with an extension (https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file). */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i

/**
 * A name for a file that every system takes, made of any text: no separators and other signs that have a meaning, no control characters, nothing invisible
 * (such as marks that turn the direction of writing, which can hide an extension), no dots and spaces at its ends, no name of a Windows device.
 *
 * @param extension without its dot
 * @param number of 2 and more is added in brackets
 */
export function fileName(text: string, extension: string, number = 1): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[<>:"/\\|?*]/g, '_')
  const name = trimmed(firstBytes(trimmed(plain))) || 'List'
  return `${reserved.test(name) ? '_' : ''}${name}${number > 1 ? ` (${number})` : ''}.${extension}`
}

function trimmed(text: string): string {
  return text.replace(/^[. ]+|[. ]+$/g, '')
}

/** As much as fits, without a part of a character. */
function firstBytes(text: string): string {
  let name = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > mostBytes) break
    name += segment
  }
  return name
}
