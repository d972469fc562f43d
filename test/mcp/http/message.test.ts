import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type ReceivedMessage, readMessage } from '../../../src/mcp/http/message.ts'

it('notices a client that leaves in the middle of its message', async () => {
  const received = Promise.withResolvers<ReceivedMessage>()
  const server = createServer((request) => {
    readMessage(request).then(received.resolve)
    client.destroy()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"jsonrpc"')
  expect(await received.promise).toEqual({ kind: 'gone' })
})
