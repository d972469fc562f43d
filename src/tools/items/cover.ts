import { Problem } from '../../shared/problem.ts'

/** As it is sent, in base64 (https://developer.spotify.com/documentation/web-api/reference/upload-custom-playlist-cover). */
const largestCover = 256 * 1024

/** A picture as models hand it over: base64, mostly as a data URL. @throws Problem for what Spotify would not take */
export function coverOf(text: string): string {
  const base64 = text.trim().replace(/^data:image\/jpe?g;base64,/i, '')
  // Every JPEG begins with the bytes ff d8 ff.
  if (!/^\/9j\/[\w+/]+=*$/.test(base64))
    throw new Problem('invalid-arguments', 'The cover is not a JPEG in base64. Spotify takes no other kind.')
  if (base64.length > largestCover) {
    throw new Problem('invalid-arguments', 'The cover is larger than 256 KB in base64. Make it smaller: 640 by 640 pixels are enough.')
  }
  return base64
}
