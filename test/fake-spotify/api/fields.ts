import { ApiError } from './http.ts'

type Tree = { all: boolean; only: Map<string, Tree | null>; without: Set<string> }

/**
 * Keeps only the fields that `fields=` names, in Spotify's notation: `items(added_at,item(id,name)),total`, `tracks.items.track.name`,
 * and `!` to leave some out: `items.item.album(!images,external_urls)`. A malformed text is a 400.
 */
export function chooseFields(value: unknown, fields: string | null): unknown {
  if (!fields) return value
  const reader = { text: fields.replaceAll(' ', ''), at: 0 }
  const tree = readList(reader)
  if (reader.at < reader.text.length) throw new ApiError(400, 'Invalid fields')
  return apply(value, tree)
}

function readList(reader: { text: string; at: number }): Tree {
  const tree: Tree = { all: false, only: new Map(), without: new Set() }
  do {
    const excluded = take(reader, '!')
    const name = /^[\w*]+/.exec(reader.text.slice(reader.at))?.[0]
    if (!name) throw new ApiError(400, 'Invalid fields')
    reader.at += name.length
    // One "!" in front of a list excludes all of the list, as in Spotify's own example.
    if (excluded || tree.without.size > 0) tree.without.add(name)
    else if (name === '*') tree.all = true
    else if (take(reader, '.')) tree.only.set(name, merge(tree.only.get(name), readPath(reader)))
    else if (take(reader, '(')) {
      tree.only.set(name, merge(tree.only.get(name), readList(reader)))
      if (!take(reader, ')')) throw new ApiError(400, 'Invalid fields')
    } else tree.only.set(name, null)
  } while (take(reader, ','))
  return tree
}

/** What follows a dot: one name, which may have a dot or a list of its own. */
function readPath(reader: { text: string; at: number }): Tree {
  const name = /^\w+/.exec(reader.text.slice(reader.at))?.[0]
  if (!name) throw new ApiError(400, 'Invalid fields')
  reader.at += name.length
  let inner: Tree | null = null
  if (take(reader, '.')) inner = readPath(reader)
  else if (take(reader, '(')) {
    inner = readList(reader)
    if (!take(reader, ')')) throw new ApiError(400, 'Invalid fields')
  }
  return { all: false, only: new Map([[name, inner]]), without: new Set() }
}

function merge(known: Tree | null | undefined, more: Tree): Tree {
  if (!known) return more
  for (const [name, inner] of more.only) known.only.set(name, inner === null ? null : merge(known.only.get(name), inner))
  return known
}

function take(reader: { text: string; at: number }, sign: string): boolean {
  if (reader.text[reader.at] !== sign) return false
  reader.at += 1
  return true
}

function apply(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((one) => apply(one, tree))
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    if (tree.without.has(name)) continue
    const wanted = tree.only.get(name)
    if (wanted) kept[name] = apply(inner, wanted)
    else if (wanted === null || tree.all || tree.without.size > 0) kept[name] = inner
  }
  return kept
}
