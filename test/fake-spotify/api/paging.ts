import { type ApiRequest, number } from './http.ts'

/** Where every href and every `next` points, as in Spotify's own answers: never at the fake. Clients replace the base themselves. */
export const publicApi = 'https://api.spotify.com/v1'

/** The address of this request with other values in its query. */
export function addressOf(request: ApiRequest, change: Record<string, string | number>): string {
  const query = new URLSearchParams(request.query)
  for (const [name, value] of Object.entries(change)) query.set(name, String(value))
  const text = query.toString()
  return `https://api.spotify.com${request.path}${text ? `?${text}` : ''}`
}

type Bounds = { default: number; min?: number; max: number; maxOffset?: number }

/** `limit` and `offset` of a list; out of bounds is 400 'Invalid limit' or 'Invalid offset'. */
export function window(request: ApiRequest, bounds: Bounds): { limit: number; offset: number } {
  return {
    limit: number(request.query, 'limit', { default: bounds.default, min: bounds.min ?? 1, max: bounds.max }),
    offset: number(request.query, 'offset', { default: 0, min: 0, max: bounds.maxOffset ?? 100_000 }),
  }
}

/** Spotify's paging object over a whole list. */
export function page<Item>(request: ApiRequest, all: readonly Item[], bounds: Bounds, render: (item: Item) => unknown) {
  const { limit, offset } = window(request, bounds)
  return pageOf(all, limit, offset, render, (at) => addressOf(request, { offset: at, limit }))
}

/** A paging object for a window that is already known, e.g. the tracks inside an album. */
export function pageOf<Item>(
  all: readonly Item[],
  limit: number,
  offset: number,
  render: (item: Item) => unknown,
  address: (offset: number) => string,
) {
  return {
    href: address(offset),
    limit,
    next: offset + limit < all.length ? address(offset + limit) : null,
    offset,
    previous: offset > 0 ? address(Math.max(0, offset - limit)) : null,
    total: all.length,
    items: all.slice(offset, offset + limit).map(render),
  }
}
