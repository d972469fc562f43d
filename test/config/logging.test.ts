import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { openLog, redact } from '../../src/config/logging.ts'
import { newFolder } from './folder.ts'

describe('the log', () => {
  it('has a line for each message, with time and level, and nothing below its level', () => {
    const file = join(newFolder(), 'logs', 'tonearm.log')
    const log = openLog({ file, level: 'info' })
    log.debug('not this')
    log.info('Listening.')
    log.error('A defect: %s is not a placeholder')
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info Listening\.$/),
      expect.stringMatching(/^\S+Z error A defect: %s is not a placeholder$/),
    ])
  })

  it('does not exist before something is said', () => {
    const file = join(newFolder(), 'logs', 'tonearm.log')
    openLog({ file, level: 'info' }).debug('not this')
    expect(existsSync(file)).toBe(false)
  })

  it('is written wherever the program was started, also where no package.json is near', () => {
    const folder = newFolder()
    const logging = fileURLToPath(new URL('../../src/config/logging.ts', import.meta.url))
    const program = `import { openLog } from ${JSON.stringify(logging)}\nopenLog({ file: 'tonearm.log', level: 'info' }).info('Here.')`
    spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', program], { cwd: folder })
    expect(readFileSync(join(folder, 'tonearm.log'), 'utf8')).toMatch(/ info Here\.\n$/)
  })

  it('of two products in one process stay apart', () => {
    const [one, two] = [join(newFolder(), 'one.log'), join(newFolder(), 'two.log')]
    const first = openLog({ file: one, level: 'info' })
    const second = openLog({ file: two, level: 'error' })
    first.info('for one')
    second.info('for nobody')
    second.error('for two')
    expect(readFileSync(one, 'utf8')).toMatch(/^\S+ info for one\n$/)
    expect(readFileSync(two, 'utf8')).toMatch(/^\S+ error for two\n$/)
  })

  it('begins a new file at 2 MB and keeps one older file', () => {
    const folder = newFolder()
    const log = openLog({ file: join(folder, 'tonearm.log'), level: 'info' })
    const message = 'x'.repeat(100_000)
    for (let count = 0; count < 70; count += 1) log.info(message)
    log.info('the last one')
    expect(readdirSync(folder).sort()).toEqual(['tonearm.log', 'tonearm.old.log'])
    for (const name of readdirSync(folder)) {
      const { size } = statSync(join(folder, name))
      expect(size).toBeGreaterThan(0)
      expect(size).toBeLessThan(2.2 * 1024 * 1024)
    }
    expect(readFileSync(join(folder, 'tonearm.log'), 'utf8')).toMatch(/the last one\n$/)
  })

  it.runIf(process.platform !== 'win32')('can be read by its owner only, also what an older version has left', () => {
    const folder = join(newFolder(), 'logs')
    const modes = () => readdirSync(folder).map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8))
    const log = openLog({ file: join(folder, 'tonearm.log'), level: 'info' })
    log.info('Here.')
    expect(modes()).toEqual(['600'])
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
    const message = 'x'.repeat(100_000)
    for (let count = 0; count < 25; count += 1) log.info(message)
    expect(modes()).toEqual(['600', '600'])
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
    openLog({ file: join(folder, 'tonearm.log'), level: 'info' })
    expect(modes()).toEqual(['600', '600'])
  })

  it('never writes to standard output, where MCP is spoken', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      const log = openLog({ file: join(newFolder(), 'tonearm.log'), level: 'debug' })
      for (const write of Object.values(log)) write('a message')
      expect(written).not.toHaveBeenCalled()
    } finally {
      written.mockRestore()
    }
  })

  it('takes secrets out of what it is told', () => {
    const file = join(newFolder(), 'tonearm.log')
    openLog({ file, level: 'info' }).info('Authorization: Bearer abc.def-123')
    expect(readFileSync(file, 'utf8')).toMatch(/ info Authorization: Bearer \[redacted\]\n$/)
  })
})

describe('redact', () => {
  const token = `AQ${'Dx3-_'.repeat(26)}`

  it.each([
    ['Authorization: Bearer abc.def/g+h==', 'Authorization: Bearer [redacted]'],
    ['authorization: basic Zm9vOmJhcg==', 'authorization: basic [redacted]'],
    ['GET /callback?code=abc-1&state=xyz_2 failed', 'GET /callback?code=[redacted]&state=[redacted] failed'],
    ['body grant_type=refresh_token&refresh_token=abc&client_id=me', 'body grant_type=refresh_token&refresh_token=[redacted]&client_id=me'],
    ['code_verifier=abc', 'code_verifier=[redacted]'],
    ['{"access_token":"abc","expires_in":3600}', '{"access_token":"[redacted]","expires_in":3600}'],
    ['{"refreshToken": "a\\"bc", "scopes": []}', '{"refreshToken": "[redacted]", "scopes": []}'],
    ["{ access_token: 'abc', token_type: 'Bearer' }", "{ access_token: '[redacted]', token_type: 'Bearer' }"],
    ['codeVerifier: "abc"', 'codeVerifier: "[redacted]"'],
    ['http://127.0.0.1:8888/callback?code%3Dabc%26state%3Dxyz', 'http://127.0.0.1:8888/callback?code%3D[redacted]%26state%3D[redacted]'],
    [`Unexpected token in "${token}"`, 'Unexpected token in "[redacted]"'],
    [`the answer was ${token}`, 'the answer was [redacted]'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it.each([
    'search_tracks for Claude Code: 230 characters in 41 ms',
    'The statement = true, and the code is fine. Its status code: 404',
    'GET /v1/search?q=bearer of bad news&limit=10',
    'Listening on http://127.0.0.1:3345/mcp',
    'client_id=0123456789abcdef0123456789abcdef',
    'spotify:track:4uLU6hMCjMI75M1A2tKUQC',
  ])('leaves other text alone: %s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
