import { aborted } from './aborted.ts'
import type { Invocation } from './invocation.ts'

/** Serves the client that started this command over standard input and output. */
export async function stdio({ tonearm, signal }: Invocation): Promise<void> {
  await tonearm.restore()
  await Promise.race([tonearm.serveStdio(), aborted(signal)])
}
