import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readEndpointFile, removeEndpointFile, writeEndpointFile } from '../../src/discovery/endpoint-file.ts'

const content = { url: 'http://127.0.0.1:3345/mcp', token: 'secret', pid: process.pid, version: '1.2.3' }

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
