/**
 * The most values that the arguments of one call may have, at all depths together.
 *
 * Checking a value costs far more memory than sending it: one request below the size limit could otherwise use up all of it
 * (GHSA-46jr-4wx8-v453). The SDK has the same brake (`maxToolInputElements`), but only for tools that it holds itself; ours are the registry's.
 */
export const maximumArgumentValues = 2000

/** Whether `value` has more than `maximum` array elements and object members. Stops counting there, and does not recurse. */
export function hasMoreValuesThan(maximum: number, value: unknown): boolean {
  let count = 0
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const child of Object.values(next)) {
      count += 1
      if (count > maximum) return true
      open.push(child)
    }
  }
  return false
}

/** What the model reads then. */
export function tooManyValues(tool: string): string {
  return `The arguments of ${tool} have more than ${maximumArgumentValues} values. Split them over several calls.`
}
