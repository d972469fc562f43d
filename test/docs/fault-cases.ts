import { allScopes } from '../../src/config/scopes.ts'
import { device, emptyWorld, playlist, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { World } from '../fake-spotify/types.ts'
import type { Product, ProductOptions } from '../product.ts'

/** One thing that goes wrong, and a call that meets it. */
export type FaultCase = {
  fault: string
  /** Makes it go wrong, after everything has started. */
  arrange?: (product: Product) => void
  options?: Pick<ProductOptions, 'signedIn' | 'settings'>
  call: [tool: string, parameters: Record<string, unknown>]
}

export type FaultGroup = { title: string; cases: FaultCase[] }

const river = track({ name: 'Midnight River', artists: ['Golden Static'], album: 'Quiet Harbor Letters' })

/** A little music, one playlist, and a phone that is not active. */
export function faultWorld(): World {
  const world = emptyWorld()
  return {
    ...world,
    tracks: [river, track({ name: 'Rain', artists: ["Guns N' Roses"] })],
    playlists: [playlist({ name: 'Mix', rows: ['One', 'Two', 'Three'], public: false })],
    savedTracks: [{ addedAt: '2026-06-01T12:00:00Z', item: river }],
    devices: [device('Phone')],
  }
}

const html = { 'content-type': 'text/html' }
const webPage = '<!DOCTYPE html><html><body>Welcome to our Wi-Fi</body></html>'
const tooLarge = `{"tracks":{"items":[],"total":0,"padding":"${'x'.repeat(33 * 1024 * 1024)}"}}`

const answer = (status: number, body = '', headers: Record<string, string> = {}): faults.Fault => ({
  kind: 'answer',
  status,
  headers,
  body,
})

const always =
  (match: string, fault: faults.Fault) =>
  ({ spotify }: Product): void =>
    spotify.faults.always(match, fault)

const once =
  (match: string, fault: faults.Fault) =>
  ({ spotify }: Product): void =>
    spotify.faults.next(match, fault)

const search: FaultCase['call'] = ['search_tracks', { query: 'river' }]
const removeFirst: FaultCase['call'] = ['edit_playlist', { playlist: 'Mix', remove: { positions: [1] } }]
const next: FaultCase['call'] = ['control_playback', { action: 'next' }]

const searches = 'GET /v1/search'
const rowsOfPlaylist = 'DELETE /v1/playlists/{id}/items'

/** An answer that a test of the list of saved tracks calls odd, between two good ones. */
const oddRow = faults.changed(({ items: page, ...rest }: { items: { items: object[]; total: number } }) => ({
  ...rest,
  items: {
    ...page,
    items: [
      page.items[0],
      { added_at: null, item: { type: 'episode', id: null, uri: 'spotify:episode:0000000000000000000001' } },
      ...page.items.slice(2),
    ],
  },
}))

/** Spotify leaves the rows of other people's playlists out. */
const ofSomebodyElse = faults.changed(({ items: _, ...rest }: { items: object }) => ({
  ...rest,
  owner: { id: 'otto', display_name: 'Otto' },
}))

/** What can go wrong, as far as it can be produced here. */
export const faultGroups: FaultGroup[] = [
  {
    title: 'Limits of Spotify',
    cases: [
      { fault: 'Rate limit, for two seconds', arrange: once(searches, faults.rateLimited(2)), call: search },
      { fault: 'Rate limit, again and again', arrange: always(searches, faults.rateLimited(2)), call: search },
      { fault: 'Rate limit that does not say how long', arrange: once(searches, faults.rateLimited(0, { noHeader: true })), call: search },
      { fault: 'Daily quota used up', arrange: always(searches, faults.quotaExceeded(48_925)), call: search },
    ],
  },
  {
    title: 'Failures of Spotify and of the network',
    cases: [
      { fault: '503, once', arrange: once(searches, faults.serverError(503, 'html')), call: search },
      { fault: '503, again and again', arrange: always(searches, faults.serverError(503, 'html')), call: search },
      { fault: 'The connection breaks, again and again', arrange: always(searches, faults.dropConnection()), call: search },
      { fault: 'The answer breaks off, once', arrange: once(searches, faults.truncatedBody()), call: search },
      { fault: '503 for a write', arrange: once(rowsOfPlaylist, faults.serverError(503)), call: removeFirst },
      {
        fault: 'The connection breaks before a write is done',
        arrange: once(rowsOfPlaylist, faults.dropConnection('before')),
        call: removeFirst,
      },
      {
        fault: 'The connection breaks after a write is done',
        arrange: once(rowsOfPlaylist, faults.dropConnection('after')),
        call: removeFirst,
      },
    ],
  },
  {
    title: 'Answers that are not as they should be',
    cases: [
      { fault: 'A web page with status 200', arrange: always(searches, answer(200, webPage, html)), call: search },
      { fault: 'A web page with status 200, for a write', arrange: once(rowsOfPlaylist, answer(200, webPage, html)), call: removeFirst },
      { fault: 'A redirect', arrange: always(searches, answer(302, '', { location: 'https://login.example/' })), call: search },
      { fault: 'An empty answer', arrange: always(searches, answer(200)), call: search },
      { fault: 'No valid JSON', arrange: always(searches, faults.invalidJson()), call: search },
      { fault: 'Compressed wrongly', arrange: always(searches, answer(200, '{}', { 'content-encoding': 'gzip' })), call: search },
      { fault: 'More than 32 MB', arrange: always(searches, answer(200, tooLarge)), call: search },
      { fault: 'A form that nobody knows', arrange: always(searches, answer(200, '{"tracks":7}')), call: search },
      { fault: 'Status 417', arrange: always(searches, answer(417)), call: search },
      {
        fault: 'An odd row in a playlist',
        arrange: always('GET /v1/playlists/{id}', oddRow),
        call: ['get_playlist_items', { playlist: 'Mix' }],
      },
      {
        fault: 'One kind of saved items is refused',
        arrange: always('GET /v1/me/audiobooks', faults.insufficientScope()),
        call: ['find_in_library', { query: 'river' }],
      },
      {
        fault: 'A filter on a name with an apostrophe finds nothing',
        arrange: once(searches, answer(200, '{"tracks":{"items":[],"total":0}}')),
        call: ['search_tracks', { query: `artist:"Guns N' Roses"` }],
      },
      {
        fault: 'A new playlist becomes public although private was asked for',
        arrange: once(
          'POST /v1/me/playlists',
          faults.changed((made: object) => ({ ...made, public: true })),
        ),
        call: ['create_playlist', { name: 'Secret' }],
      },
    ],
  },
  {
    title: 'Login and permissions',
    cases: [
      { fault: 'The access token ended', arrange: ({ spotify }) => spotify.expireAccessTokens(), call: search },
      {
        fault: '401 although the token was just renewed',
        arrange: always(searches, answer(401, '{"error":{"status":401}}')),
        call: search,
      },
      {
        fault: 'The login ended',
        arrange({ spotify }) {
          spotify.revokeRefreshTokens()
          spotify.expireAccessTokens()
        },
        call: search,
      },
      {
        fault: 'The accounts server fails when the access token ended',
        arrange({ spotify }) {
          spotify.expireAccessTokens()
          spotify.faults.always('POST /api/token', faults.serverError(503))
        },
        call: search,
      },
      {
        fault: 'A permission was not granted',
        options: { signedIn: allScopes.filter((scope) => scope !== 'user-library-read') },
        call: ['get_library', { kind: 'tracks' }],
      },
      {
        fault: 'Spotify says that a permission is missing',
        arrange: always('GET /v1/me/tracks', faults.insufficientScope()),
        call: ['get_library', { kind: 'tracks' }],
      },
      { fault: 'Read only is on', options: { settings: { readOnly: true } }, call: removeFirst },
      { fault: "The account is not on the app's list", arrange: always(searches, faults.notRegistered()), call: search },
      { fault: 'The owner of the app has no Premium', arrange: always(searches, faults.ownerWithoutPremium()), call: search },
      {
        fault: 'The listener has no Premium',
        arrange: always('PUT /v1/me/player/*', faults.listenerWithoutPremium()),
        call: ['play', { what: 'spotify:track:4NOyIhC6ODVw8KlvTqduNR', device: 'Phone' }],
      },
    ],
  },
  {
    title: 'What is not there',
    cases: [
      { fault: 'No device is there', arrange: ({ spotify }) => void spotify.world.devices.splice(0), call: next },
      { fault: 'An item that Spotify does not know', call: ['get_item', { item: 'spotify:album:0000000000000000000001' }] },
      {
        fault: 'A playlist of somebody else',
        arrange: always('GET /v1/playlists/{id}', ofSomebodyElse),
        call: ['get_playlist_items', { playlist: 'Mix' }],
      },
    ],
  },
]
