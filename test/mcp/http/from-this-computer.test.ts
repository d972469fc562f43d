import { describe, expect, it } from 'vitest'
import { isFromThisComputer } from '../../../src/mcp/http/from-this-computer.ts'

function isLocal(remoteAddress: string, headers: Record<string, string>): boolean {
  return isFromThisComputer({ headers, socket: { remoteAddress } as never })
}

describe('a request comes from this computer', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1:3345'],
    ['127.0.0.1', 'localhost:3345'],
    ['::1', '[::1]:3345'],
    ['::ffff:127.0.0.1', 'LOCALHOST:3345'],
  ])('over the loopback interface (%s, %s)', (from, host) => {
    expect(isLocal(from, { host })).toBe(true)
  })

  it.each([
    ['another computer', '192.168.1.20', { host: '127.0.0.1:3345' }],
    ['a container', '127.0.0.1', { host: 'host.docker.internal:3345' }],
    ['a tunnel with a name of its own', '127.0.0.1', { host: 'music.example' }],
    ['a proxy that says so', '127.0.0.1', { host: '127.0.0.1:3345', 'x-forwarded-for': '203.0.113.7' }],
    ['one that says so in the standard way', '127.0.0.1', { host: '127.0.0.1:3345', forwarded: 'for=203.0.113.7' }],
    ['nobody knows where', '', { host: '127.0.0.1:3345' }],
    ['a Host that is none', '127.0.0.1', { host: 'x y' }],
    ['a name that only begins so', '127.0.0.1', { host: '127.0.0.1.evil.example' }],
  ])('but not from %s', (_, from, headers) => {
    expect(isLocal(from, headers as never)).toBe(false)
  })
})
