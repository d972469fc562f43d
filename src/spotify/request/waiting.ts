/**
 * How long a caller waits for its requests. Reads and writes are told apart: a read may be given up at any time, while a write that is under way is
 * never given up, since then nobody would know what it did.
 */
export type Waiting = {
  /** Aborts when no (further) read, or no further write, may go out. Its reason is what the requests reject with. Asked for at each attempt. */
  signal(kind: 'read' | 'write'): AbortSignal
  /** Called when a write goes out, just before it does. */
  writing(): void
}

/** Waits until the signal aborts, for reads and writes alike. */
export function waitUntil(signal: AbortSignal): Waiting {
  return { signal: () => signal, writing() {} }
}

/** Waits as long as both do. */
export function both(one: Waiting, other: Waiting): Waiting {
  return {
    signal: (kind) => AbortSignal.any([one.signal(kind), other.signal(kind)]),
    writing() {
      one.writing()
      other.writing()
    },
  }
}
