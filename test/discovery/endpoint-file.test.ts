import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findEndpoint, readEndpointFile, removeEndpointFile, writeEndpointFile } from '../../src/discovery/endpoint-file.ts'

const content = { url: 'http://127.0.0.1:3345/mcp', token: 'secret', controlToken: 'control', pid: process.pid, version: '1.2.3' }

function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-endpoint-file-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return join(directory, 'data', 'endpoint.json')
}

describe('the endpoint file', () => {
  it('says how to reach the endpoint, to its owner only', () => {
    const path = place()
    writeEndpointFile(path, content)
    expect(readEndpointFile(path)).toEqual(content)
    if (process.platform === 'win32') return
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(join(path, '..')).mode & 0o777).toString(8)).toBe('700')
  })

  it('replaces what was there, also when it was open to others, and leaves nothing beside it', () => {
    const path = place()
    writeEndpointFile(path, content)
    writeFileSync(`${path}.${process.pid}.new`, 'left by a crash', { mode: 0o644 })
    rmSync(path)
    writeFileSync(path, '{"old":true}', { mode: 0o644 })
    writeEndpointFile(path, { ...content, token: 'new' })
    expect(readEndpointFile(path)?.token).toBe('new')
    expect((statSync(path).mode & 0o077).toString(8)).toBe('0')
    expect(readdirSync(join(path, '..'))).toEqual(['endpoint.json'])
  })

  it('is removed by the one who wrote it, and by nobody else', () => {
    const path = place()
    writeEndpointFile(path, content)
    removeEndpointFile(path, { pid: content.pid, token: 'another' })
    removeEndpointFile(path, { pid: content.pid + 1, token: content.token })
    expect(existsSync(path)).toBe(true)
    removeEndpointFile(path, content)
    expect(existsSync(path)).toBe(false)
    removeEndpointFile(path, content)
  })

  it('is nothing when it is missing, broken, or points somewhere odd', () => {
    const path = place()
    expect(readEndpointFile(path)).toBeUndefined()
    writeEndpointFile(path, content)
    for (const text of [
      '',
      '{"url":',
      '[]',
      JSON.stringify({ ...content, token: '' }),
      JSON.stringify({ ...content, url: 'file:///etc/passwd' }),
    ]) {
      writeFileSync(path, text)
      expect(readEndpointFile(path), text).toBeUndefined()
    }
  })
})

describe('the endpoint that the file names', () => {
  const written = (changes: object = {}) => {
    const path = place()
    writeEndpointFile(path, { ...content, ...changes })
    return path
  }
  const reason = (path: string) => {
    const found = findEndpoint(path)
    return found.kind === 'distrusted' ? found.reason : found.kind
  }

  it('is found while its process runs, at any address of this computer alone', () => {
    for (const url of ['http://127.0.0.1:3345/mcp', 'http://127.1.2.3/mcp', 'http://localhost:1/mcp', 'http://[::1]:3345/mcp']) {
      expect(findEndpoint(written({ url }))).toEqual({ kind: 'found', endpoint: { ...content, url } })
    }
    expect(findEndpoint(place())).toEqual({ kind: 'none' })
  })

  it('is not used at an address that others could have', () => {
    for (const host of ['192.168.1.20:3345', '0.0.0.0:3345', '127.0.0.1.evil.example', '[::]:3345']) {
      expect(reason(written({ url: `http://${host}/mcp` }))).toMatch(
        / is not an address of this computer alone, so no access key is sent there\./,
      )
    }
  })

  it.runIf(process.platform !== 'win32')('is not used when others can read or write the file', () => {
    for (const mode of [0o604, 0o640, 0o620, 0o602, 0o644, 0o666]) {
      const path = written()
      chmodSync(path, mode)
      expect(reason(path), mode.toString(8)).toMatch(
        /^Other users of this computer can read .+endpoint\.json, or it belongs to another user/,
      )
    }
  })

  it.runIf(process.getuid?.() === 0)('is not used when the file belongs to another user', () => {
    const path = written()
    chownSync(path, 12_345, 12_345)
    expect(reason(path)).toMatch(/ or it belongs to another user, so the access key in it is not used\./)
  })

  it('is not used when it cannot prove who it is', () => {
    expect(reason(written({ controlToken: undefined, version: '0.0.9' }))).toBe(
      'Tonearm 0.0.9 is running. It is too old to prove that it is Tonearm, so no access key was sent to it. Update Tonearm.',
    )
  })

  it.runIf(process.platform !== 'win32')('is not waited for when a folder or a named pipe stands there', () => {
    for (const [make, what] of [
      [(path: string) => mkdirSync(path), 'a folder'],
      [(path: string) => execFileSync('mkfifo', [path]), 'a named pipe'],
    ] as const) {
      const path = place()
      mkdirSync(join(path, '..'))
      make(path)
      expect(reason(path)).toBe(`${path} is ${what} instead of a file. Move it away.`)
    }
  })
})
