import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createProcessLock } from '../../src/store/process-lock.ts'
import { type RunningCommand, start } from '../run-program.ts'

function lockFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-lock-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return join(directory, 'data', 'login.lock')
}

function child(...words: string[]): RunningCommand {
  const command = start(process.execPath, [join(import.meta.dirname, 'lock-child.ts'), ...words], { PATH: process.env.PATH ?? '' })
  onTestFinished(async () => void (await command.stop('SIGKILL')))
  return command
}

/** Another process that has the lock. */
async function holder(file: string): Promise<RunningCommand> {
  const command = child('hold', file)
  await command.saw(/held/, 'stdout')
  return command
}

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a lock between processes', () => {
  it('is held by one process only, and free as soon as that is killed with -9', async () => {
    const file = lockFile()
    const first = await holder(file)
    await child('hold', file).saw(/taken/, 'stdout')
    expect(createProcessLock(file).tryHold()).toBeUndefined()

    await first.stop('SIGKILL')
    const release = createProcessLock(file).tryHold()
    expect(release).toBeDefined()
    await child('hold', file).saw(/taken/, 'stdout')
    release?.()
    await child('hold', file).saw(/held/, 'stdout')
  })

  it('makes read, change and write one step, in two processes and with a third that is killed', async () => {
    const file = lockFile()
    const number = join(dirname(dirname(file)), 'number')
    writeFileSync(number, '0')
    const killed = await holder(file)
    const counters = [1, 2].map(() => child('count', file, number, '50'))
    await delay(300)
    expect(readFileSync(number, 'utf8')).toBe('0')
    await killed.stop('SIGKILL')
    for (const counter of counters) expect(await counter.ended).toMatchObject({ code: 0 })
    expect(readFileSync(number, 'utf8')).toBe('100')
  })

  it('is waited for without stopping this process', async () => {
    const file = lockFile()
    const other = await holder(file)
    const order: string[] = []
    const waiting = createProcessLock(file).exclusively(async () => void order.push('mine'))
    await delay(100)
    order.push('still running')
    await other.stop('SIGKILL')
    await waiting
    expect(order).toEqual(['still running', 'mine'])
  })

  it('is not waited for longer than the limit, and then nothing is done', async () => {
    const file = lockFile()
    await holder(file)
    const done: string[] = []
    const began = performance.now()
    const problem = await problemOf(createProcessLock(file).exclusively(async () => void done.push('done'), { limitMs: 200 }))
    expect(problem).toMatchObject({
      code: 'data-directory-busy',
      message: 'Another Tonearm is busy with the same data. Try again in a moment.',
    })
    expect(performance.now() - began).toBeGreaterThan(100)
    expect(done).toEqual([])
  })

  it('is no longer waited for once the caller gives up', async () => {
    const file = lockFile()
    await holder(file)
    const caller = new AbortController()
    const waiting = problemOf(createProcessLock(file).exclusively(async () => {}, { signal: caller.signal }))
    caller.abort(new Error('gave up'))
    expect(await waiting).toMatchObject({ message: 'gave up' })
  })
})

describe('a lock within one process', () => {
  it('runs one work at a time, also with two lock objects', async () => {
    const file = lockFile()
    const running: string[] = []
    const work = (name: string) => async () => {
      running.push(`${name} begins`)
      await delay(20)
      running.push(`${name} ends`)
    }
    await Promise.all([createProcessLock(file).exclusively(work('a')), createProcessLock(file).exclusively(work('b'))])
    const [first = '', , second = ''] = running.map((line) => line[0])
    expect(running).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
  })

  it('is free after work that failed', async () => {
    const { exclusively, tryHold } = createProcessLock(lockFile())
    const failure = new Error('failed')
    expect(await problemOf(exclusively(() => Promise.reject(failure)))).toBe(failure)
    const release = tryHold()
    expect(release).toBeDefined()
    expect(await exclusively(async () => 'never', { limitMs: 0 }).catch((error: { code: string }) => error.code)).toBe(
      'data-directory-busy',
    )
    release?.()
    release?.()
    expect(await exclusively(async () => 'done')).toBe('done')
  })
})

describe('the file of a lock', () => {
  it('stays empty and alone, and is for its owner only', async () => {
    const file = lockFile()
    await createProcessLock(file).exclusively(async () => {
      expect(readdirSync(dirname(file))).toEqual(['login.lock'])
    })
    expect(statSync(file).size).toBe(0)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not there before the lock is asked for', () => {
    const file = lockFile()
    createProcessLock(file)
    expect(existsSync(dirname(file))).toBe(false)
  })

  it.each([
    ['something else', (file: string) => writeFileSync(file, 'this is no database, but somebody put it here')],
    ['a folder', (file: string) => mkdirSync(file)],
  ])('is named when %s is in its place', async (_, put) => {
    const file = lockFile()
    mkdirSync(dirname(file))
    put(file)
    const problem = await problemOf(createProcessLock(file).exclusively(async () => {}))
    expect(problem).toMatchObject({
      code: 'data-directory-unusable',
      message: expect.stringContaining(`The lock file ${file} cannot be used (`),
    })
  })
})
