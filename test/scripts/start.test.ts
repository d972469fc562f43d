import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { trayWords } from '../../scripts/tray-words.ts'

const script = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))

/** Starts it with a data directory of its own; what it says on standard error. */
function start(environment: Record<string, string>, words: string[] = []): { child: ChildProcess; said: () => string } {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-start-'))
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env
  const own = { TONEARM_DATA_DIR: directory, TONEARM_PORT: '0' }
  const child = spawn(process.execPath, [script, ...words], { env: { ...rest, ...own, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
    rmSync(directory, { recursive: true, force: true })
  })
  return { child, said: () => text }
}

describe('npm start', () => {
  it.each([
    [[], []],
    [['--port', '4000'], ['--port=4000']],
    [
      ['--vault=file', '--data-dir', '/my data'],
      ['--vault=file', '--data-dir=/my data'],
    ],
    [['--port', '4000', '--json'], undefined],
    [['--host', '0.0.0.0'], undefined],
    [['--port'], undefined],
    [['4000'], undefined],
  ])('with %j keeps the tray if the app takes the words: %j', (words, expected) => {
    expect(trayWords(words)).toEqual(expected)
  })

  it('hands its words to tonearm serve, and ends when it is told to', async () => {
    const { child, said } = start({ DISPLAY: ':99' }, ['--vault', 'memory', '--port', '0', '--no-browser'])
    await expect.poll(said, { timeout: 30_000 }).toContain('Tonearm is listening on')
    expect(said()).toContain('so Tonearm runs in this terminal and not in the tray.')
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
