import { crc32, deflateSync, inflateSync } from 'node:zlib'

// Screenshots have millions of colours to choose from and use a few hundred: with a palette they are a third in size.

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const paletteSize = 256

/** Squared distance of two colours that nobody can tell apart next to text. */
const alike = 60

/** The same picture with 256 colours at most: rare colours become the nearest frequent one. @param png 8 bits a channel, RGB or RGBA, as a browser writes it */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colors } = pixels(png)
  const palette = frequent(colors)
  const index = new Map(palette.map((color, place) => [color, place]))
  const rows = Buffer.alloc(height * (width + 1))
  colors.forEach((color, position) => {
    const place = index.get(color) ?? nearest(color, palette)
    index.set(color, place)
    rows[position + Math.floor(position / width) + 1] = place
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits, palette.
  header.set([8, 3], 8)
  const table = Buffer.from(palette.flatMap(channels))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The picture's colours, row by row, each as one number. */
function pixels(png: Buffer): { width: number; height: number; colors: Uint32Array } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const size = png[25] === 6 ? 4 : 3
  const data: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const filtered = inflateSync(Buffer.concat(data))
  const stride = width * size
  const colors = new Uint32Array(width * height)
  let above = Buffer.alloc(stride)
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const row = unfiltered(filtered[start] ?? 0, filtered.subarray(start + 1, start + 1 + stride), above, size)
    for (let x = 0; x < width; x += 1) colors[y * width + x] = row.readUIntBE(x * size, 3)
    above = row
  }
  return { width, height, colors }
}

/** A row as it was before its PNG filter (https://www.w3.org/TR/png-3/#9Filters). */
function unfiltered(filter: number, line: Buffer, above: Buffer, size: number): Buffer<ArrayBuffer> {
  const row = Buffer.alloc(line.length)
  for (let at = 0; at < line.length; at += 1) {
    const left = row[at - size] ?? 0
    const up = above[at] ?? 0
    const corner = above[at - size] ?? 0
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
    row[at] = (line[at] ?? 0) + guess
  }
  return row
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function frequent(colors: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1)
  const palette: number[] = []
  // Colours that look the same as one that is there already would leave no place for the rare ones: a dot, an icon.
  for (const [color] of [...counts].sort(([, one], [, other]) => other - one)) {
    if (palette.length === paletteSize) break
    if (palette.every((other) => distance(color, other) > alike)) palette.push(color)
  }
  return palette
}

function nearest(color: number, palette: number[]): number {
  const distances = palette.map((candidate) => distance(color, candidate))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16)
  const green = ((one >> 8) & 255) - ((other >> 8) & 255)
  const blue = (one & 255) - (other & 255)
  return red * red + green * green + blue * blue
}

function channels(color: number): number[] {
  return [color >> 16, (color >> 8) & 255, color & 255]
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
