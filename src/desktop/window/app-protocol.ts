import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import type { CustomScheme, Protocol } from 'electron'

/** Where the settings window's page comes from. */
export const appOrigin = 'app://tonearm'

/** Makes `app:` a real origin, with the rules of https. It must be registered before the app is ready. */
export const appScheme: CustomScheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The page runs only scripts that were built with the app, and cannot connect to anything. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/**
 * The file for an `app://tonearm` address: below `folder`, of a known type. Undefined for everything else: other hosts, other schemes, `..` in any
 * spelling, backslashes, NUL.
 */
export function resolveAppFile(address: string, folder: string): string | undefined {
  const url = URL.parse(address)
  if (url?.protocol !== 'app:' || url.host !== 'tonearm') return undefined
  const path = decoded(url.pathname)
  if (path === undefined || /[\\\0]|(^|\/)\.\.?(\/|$)/.test(path)) return undefined
  const root = resolve(folder)
  const file = resolve(join(root, path === '/' ? 'index.html' : path))
  return file.startsWith(root + sep) && extname(file) in types ? file : undefined
}

/** Answers a request for a file of the settings window. */
export async function answerAppRequest(request: Pick<Request, 'url' | 'method'>, folder: string): Promise<Response> {
  if (request.method !== 'GET') return refusal(405)
  const file = resolveAppFile(request.url, folder)
  if (!file) return refusal(404)
  try {
    const content = new Uint8Array(await readFile(file))
    return new Response(content, { headers: { ...headers, 'Content-Type': types[extname(file)] ?? '' } })
  } catch {
    return refusal(404)
  }
}

/** Serves the settings window in one session only, so no other window can load its pages. */
export function serveApp({ protocol, folder }: { protocol: Pick<Protocol, 'handle'>; folder: string }): void {
  protocol.handle(appScheme.scheme, (request) => answerAppRequest(request, folder))
}

function refusal(status: 404 | 405): Response {
  return new Response('', { status, headers })
}

function decoded(path: string): string | undefined {
  try {
    // Decoded twice: no real file name changes when it is decoded a second time.
    const once = decodeURIComponent(path)
    return decodeURIComponent(once) === once ? once : undefined
  } catch {
    return undefined
  }
}
