import { isDeepStrictEqual } from 'node:util'

type PlainMap = Record<string, unknown>

/** A value inside of maps: `nestedMap(['a', 'b'], 1)` is `{ a: { b: 1 } }`. Without keys it is the value itself. */
export function nestedMap<Value>(keys: string[], value: Value): Value | PlainMap {
  return keys.reduceRight<Value | PlainMap>((inner, key) => ({ [key]: inner }), value)
}

/** Whether `data` is a map of keys to values, which all formats have. Dates and lists are none. */
export function isMap(data: unknown): data is PlainMap {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Date)
}

/** Adds a value to a map, also under names that mean something to JavaScript, such as `__proto__`. */
export function put(map: PlainMap, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
}

/** The value of `key`; undefined when it is not there. */
export function get(map: PlainMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/** The value at `path`; undefined when there is none. */
export function valueAt(data: unknown, path: string[]): unknown {
  return path.reduce<unknown>((here, key) => (isMap(here) ? get(here, key) : undefined), data)
}

/** The same data with `value` as `key` in the map at `path`. Maps on that path that are missing or null are made. */
export function withEntry(data: unknown, [first, ...rest]: string[], key: string, value: unknown): PlainMap {
  const map = isMap(data) ? data : {}
  const copy = copyOf(map)
  if (first === undefined) put(copy, key, value)
  else put(copy, first, withEntry(get(map, first), rest, key, value))
  return copy
}

/** The same data without `key` in the map at `path`, and without the maps on that path that are then empty or null. */
export function withoutEntry(data: unknown, [first, ...rest]: string[], key: string): PlainMap {
  const copy = copyOf(isMap(data) ? data : {})
  if (first === undefined) {
    delete copy[key]
  } else {
    const inner = withoutEntry(get(copy, first), rest, key)
    if (Object.keys(inner).length > 0) put(copy, first, inner)
    else if (get(copy, first) === null || isMap(get(copy, first))) delete copy[first]
  }
  return copy
}

/** The same map, and the maps in it, without keys that are undefined, which no format can express. Everything else stays, also dates and NaN. */
export function withoutUndefined(map: PlainMap): PlainMap {
  const copy: PlainMap = {}
  for (const [name, value] of Object.entries(map)) {
    if (value !== undefined) put(copy, name, isMap(value) ? withoutUndefined(value) : value)
  }
  return copy
}

/** Whether two values are the same; the order of keys does not count. */
export function isSameData(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}

function copyOf(map: PlainMap): PlainMap {
  const copy: PlainMap = {}
  for (const [name, value] of Object.entries(map)) put(copy, name, value)
  return copy
}
