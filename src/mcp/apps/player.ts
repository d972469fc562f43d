import { playerUri } from '../../shared/player-view.ts'
import type { ReadResource } from '../resources/read-resource.ts'
import { playerPage } from './player-page.ts'

/** The media type by which clients know a page that they may show (MCP Apps, 2026-01-26). */
const pageType = 'text/html;profile=mcp-app'

/**
 * The page of the player for clients that show pages: one file with everything in it, which may load covers from Spotify and nothing else.
 *
 * It is in no list of resources, where it would only be offered to people to attach: clients find it by the `_meta` of the tools. The page gets no
 * domain of its own, since a client that does not know the given one shows nothing.
 */
export function playerPageResource(): ReadResource {
  const ui = { csp: { resourceDomains: ['https://i.scdn.co'] }, prefersBorder: true }
  return { contents: [{ uri: playerUri, mimeType: pageType, text: playerPage, _meta: { ui } }] }
}
