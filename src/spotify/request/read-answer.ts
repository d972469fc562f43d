import { Problem } from '../../shared/problem.ts'
import { readBody } from '../../shared/read-body.ts'
import type { Answer } from './refusals.ts'

/** The longest answers, of a hundred rows with everything in them, have a fiftieth of it. */
const mostBytes = 32 * 1024 * 1024

/**
 * Reads an answer whole, if it can be one of Spotify's: no redirect, no web page, not endless.
 *
 * @param method of the request: after a write nobody knows what was done
 * @throws Problem `unexpected-answer`; what `fetch` throws when the connection breaks
 */
export async function readAnswer(response: Response, method: string): Promise<Answer> {
  const unexpected = (sentence: string) => new Problem('unexpected-answer', sentence, { changed: method === 'GET' ? 'no' : 'unknown' })
  const { status, headers } = response
  if (status >= 300 && status < 400) {
    await response.body?.cancel()
    throw unexpected(
      `The answer was a redirect to another address (${targetOf(response)}), which Tonearm does not follow: your login is for Spotify alone. ${inBetween}`,
    )
  }
  const text = await readText(response, unexpected)
  if (text === undefined)
    throw unexpected('The answer was larger than 32 MB, so Tonearm stopped reading it. Ask for less, or try again later.')
  if (status < 300 && isWebPage(text)) throw unexpected(`A web page came in the place of Spotify's answer. ${inBetween}`)
  return { status, headers, text }
}

async function readText(response: Response, unexpected: (sentence: string) => Problem): Promise<string | undefined> {
  try {
    return await readBody(response, mostBytes)
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    // Node's codes for what cannot be unpacked: Z_DATA_ERROR of gzip, ERR__ERROR_FORMAT_PADDING_1 and the like of brotli.
    if (/^(?:Z_|ERR_?_?(?:BROTLI|ZLIB|ERROR))/.test(cause?.code ?? '')) {
      throw unexpected('The answer was compressed in a way that cannot be unpacked. Try again.')
    }
    throw error
  }
}

/** Commands may answer with a word of plain text, but nothing of Spotify's begins like HTML. */
function isWebPage(text: string): boolean {
  return /^\s*</.test(text.slice(0, 200))
}

/** Only the host: addresses of sign-in pages may hold secrets. */
function targetOf(response: Response): string {
  const location = response.headers.get('location') ?? ''
  return URL.canParse(location, response.url || undefined) ? new URL(location, response.url || undefined).host : 'not named'
}

/** Who else may have answered. */
export const inBetween =
  'A sign-in page of the Wi-Fi network, a proxy or a firewall may have answered: open any web page in a browser to see, then try again.'
