import { createServer, type Server } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { nextFreePort } from '../../../src/desktop/system/free-port.ts'

async function taken(port = 0): Promise<number> {
  const server: Server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as { port: number }).port
}

it('offers the next port that is free, and not the one for signing in', async () => {
  const first = await taken()
  const free = await nextFreePort(first)
  expect(free).toBeGreaterThan(first)
  expect(free).toBeLessThanOrEqual(first + 9)
  expect(await nextFreePort(first, [free ?? 0])).not.toBe(free)
  await taken(free)
  expect(await nextFreePort(first)).not.toBe(free)
})

it('offers none when there is none', async () => {
  expect(await nextFreePort(65_535)).toBeUndefined()
})
