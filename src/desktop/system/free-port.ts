import { createServer } from 'node:net'

/** How many ports after a taken one are tried. */
const tries = 9

/** The first port after a taken one on which this computer can listen; undefined when none of the next nine is free. */
export async function nextFreePort(taken: number, except: readonly number[] = []): Promise<number | undefined> {
  for (let port = taken + 1; port <= Math.min(taken + tries, 65_535); port += 1) {
    if (!except.includes(port) && (await isFree(port))) return port
  }
  return undefined
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
