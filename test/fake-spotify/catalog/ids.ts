import { createHash } from 'node:crypto'
import type { Image } from '../types.ts'

const base62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** SHA-256 of a text, as hexadecimal: the source of everything that must look random and stay the same in every run. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A Spotify id: 22 base62 characters that hold 128 bits, so the first one is 0..7. The same seed gives the same id. */
export function spotifyId(seed: string): string {
  let number = BigInt(`0x${hash(seed).slice(0, 32)}`)
  let id = ''
  for (let i = 0; i < 22; i++) {
    id = base62[Number(number % 62n)] + id
    number /= 62n
  }
  return id
}

/** Whether a text has the form of a Spotify id; Spotify answers 400 to others and 404 to unknown ones. */
export function isSpotifyId(text: string): boolean {
  return /^[0-9A-Za-z]{22}$/.test(text)
}

/** An International Standard Recording Code such as `QZES72381234`. */
export function isrc(seed: string): string {
  const h = hash(`isrc:${seed}`)
  const digits = (from: number, count: number) =>
    String(Number.parseInt(h.slice(from, from + 8), 16))
      .padStart(count, '0')
      .slice(-count)
  const country = ['US', 'GB', 'DE', 'QZ', 'SE', 'FR'][Number.parseInt(h.slice(0, 2), 16) % 6]
  const registrant = ['UM7', 'RC1', 'AYE', 'ES7', 'K3B', 'WB2'][Number.parseInt(h.slice(2, 4), 16) % 6]
  return `${country}${registrant}${digits(4, 2)}${digits(12, 5)}`
}

/** A 13-digit article number of an album. */
export function upc(seed: string): string {
  return `0${(BigInt(`0x${hash(`upc:${seed}`).slice(0, 16)}`) % 10n ** 12n).toString().padStart(12, '0')}`
}

const sizes = {
  album: [
    ['ab67616d0000b273', 640],
    ['ab67616d00001e02', 300],
    ['ab67616d00004851', 64],
  ],
  artist: [
    ['ab6761610000e5eb', 640],
    ['ab67616100005174', 320],
    ['ab6761610000f178', 160],
  ],
  show: [
    ['ab6765630000ba8a', 640],
    ['ab67656300005f1f', 300],
    ['ab6765630000f68d', 64],
  ],
} as const

/** The three sizes of a cover on Spotify's image host, widest first. The prefixes are the ones Spotify uses for each kind and size. */
export function images(kind: keyof typeof sizes, seed: string): Image[] {
  const picture = hash(`image:${seed}`).slice(0, 24)
  return sizes[kind].map(([prefix, size]) => ({ url: `https://i.scdn.co/image/${prefix}${picture}`, height: size, width: size }))
}

/** The cover of a playlist: one picture without a size if it was uploaded, else a mosaic of four album covers in three sizes. */
export function playlistImages(seed: string, uploaded = false): Image[] {
  const picture = hash(`image:${seed}`).slice(0, 24)
  if (uploaded) return [{ url: `https://image-cdn-ak.spotifycdn.com/image/ab67706c0000bebb${picture}`, height: null, width: null }]
  const four = [0, 1, 2, 3].map((i) => `ab67616d00001e02${hash(`${seed}:${i}`).slice(0, 24)}`).join('')
  return [640, 300, 60].map((size) => ({ url: `https://mosaic.scdn.co/${size}/${four}`, height: size, width: size }))
}
