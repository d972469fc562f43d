/** Midnight of 1 January 1980, the first moment that a zip knows: time and date as MS-DOS has them, two bytes each, the time first. */
const firstMoment = 0x0021_0000

/**
 * A zip archive whose files are all from the same moment, so that the same files make the same bytes.
 *
 * Offsets and signatures are those of APPNOTE.TXT 6.3.10, 4.3.7 (local file header), 4.3.12 (central directory) and 4.3.16 (its end):
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 *
 * @param archive without a comment and below 4 GB, as mcpb makes them
 */
export function withoutTimes(archive: Buffer): Buffer {
  const zip = Buffer.from(archive)
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('This is no zip archive, or has a comment')
  const entries = zip.readUInt16LE(end + 10)
  let header = zip.readUInt32LE(end + 16)
  for (let entry = 0; entry < entries; entry += 1) {
    zip.writeUInt32LE(firstMoment, header + 12)
    zip.writeUInt32LE(firstMoment, zip.readUInt32LE(header + 42) + 10)
    header += 46 + zip.readUInt16LE(header + 28) + zip.readUInt16LE(header + 30) + zip.readUInt16LE(header + 32)
  }
  return zip
}
