import { crc32, deflateRawSync } from 'node:zlib'

/** A file in an archive. `size`: what its directory says of the unpacked size, when that is not true. `method`: how it is packed, for the directory. */
export type ZipEntry = { name: string; content: string | Buffer; size?: number; method?: number }

/** Bit 3: sizes stand behind the content, as in a zip that was written as a stream; bit 11: names are UTF-8. */
const flags = 0x0808
const deflated = 8

/** An archive as Spotify writes it: deflated, with data descriptors and without sizes in the local headers. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, size, method = deflated } of entries) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const path = Buffer.from(name)
    const told = size ?? bytes.length
    const local = numbers([4, 0x04034b50], [2, 20], [2, flags], [2, deflated], [4, 0], [4, 0], [4, 0], [4, 0], [2, path.length], [2, 0])
    const descriptor = numbers([4, 0x08074b50], [4, crc32(bytes)], [4, packed.length], [4, told])
    const central = numbers(
      [4, 0x02014b50],
      [2, 20],
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, told],
    )
    const rest = numbers([2, path.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    parts.push(local, path, packed, descriptor)
    directory.push(central, rest, path)
    offset += local.length + path.length + packed.length + descriptor.length
  }
  const central = Buffer.concat(directory)
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, central.length], [4, offset], [2, 0])
  return Buffer.concat([...parts, central, end])
}

function numbers(...fields: [bytes: number, value: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let place = 0
  for (const [bytes, value] of fields) place = buffer.writeUIntLE(value, place, bytes)
  return buffer
}
