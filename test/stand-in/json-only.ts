/**
 * Refuses what is no JSON: Electron would pass Dates and Maps on, but the contract of this app speaks JSON. A field that is undefined counts as missing.
 *
 * @returns the text that crosses
 */
export function jsonOnly(value: unknown, where: string): string | undefined {
  check(value, where)
  return JSON.stringify(value)
}

function check(value: unknown, where: string): void {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (typeof value === 'number' && Number.isFinite(value)) return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item ?? null, `${where}[${index}]`)
    return
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const [name, field] of Object.entries(value)) check(field, `${where}.${name}`)
    return
  }
  throw new TypeError(`An object could not be cloned: ${where} is no JSON value.`)
}
