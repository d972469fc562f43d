import { playerUri } from '../../shared/player-view.ts'
import { tasteUri } from '../../shared/taste-view.ts'
import type { ReadResource } from '../resources/read-resource.ts'
import { playerPage } from './player-page.ts'
import { tastePage } from './taste-page.ts'

/** The media type by which clients know a page that they may show (MCP Apps, 2026-01-26). */
const pageType = 'text/html;profile=mcp-app'

/** Covers come from here; nothing else is loaded from anywhere. */
const covers = 'https://i.scdn.co'

/**
 * The pages for clients that show pages, by their addresses: each one file with everything in it.
 *
 * They are in no list of resources, where they would only be offered to people to attach: clients find them by the `_meta` of the tools. They get no
 * domain of their own, since a client that does not know the given one shows nothing.
 */
export const pages: ReadonlyMap<string, { html: string; csp?: { resourceDomains: string[] } }> = new Map([
  [playerUri, { html: playerPage, csp: { resourceDomains: [covers] } }],
  [tasteUri, { html: tastePage }],
])

/** A page as a client reads it. @returns undefined when the address is not that of a page */
export function readPage(uri: string): ReadResource | undefined {
  const page = pages.get(uri)
  if (!page) return undefined
  const ui = { ...(page.csp && { csp: page.csp }), prefersBorder: true }
  return { contents: [{ uri, mimeType: pageType, text: page.html, _meta: { ui } }] }
}
