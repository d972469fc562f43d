/** Runs what it is given one after the other, in the order in which it was given; a failure reaches its caller and stops nothing. */
export type Queue = <Result>(work: () => Promise<Result>) => Promise<Result>

/** A queue for changes that must happen in the order in which they were asked for. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
}
