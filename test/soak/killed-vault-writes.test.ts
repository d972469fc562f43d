import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openVault } from '../../src/auth/open-vault.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'
import { start } from '../run-program.ts'
import { everyRound } from './rounds.ts'
import { roundsVariable } from './variable.ts'

const vaultChild = join(import.meta.dirname, '..', 'auth', 'vault-child.ts')

it('a process that is killed with -9 while it writes the vault loses no entry and leaves no file', { timeout: 60 * 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-soak-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'vault.json')
  const { exclusively } = createProcessLock(join(directory, 'vault.lock'))
  let leftOvers = 0

  await everyRound({ name: 'vault writes killed with -9', many: 100 }, async (round) => {
    await openVault('file', { file, exclusively }).write('login', `of round ${round}`)
    const killed = start(process.execPath, [vaultChild, file, 'killed', '1000000'], { PATH: process.env.PATH ?? '' })
    await killed.saw(/writing/, 'stdout')
    await delay((round * 7) % 40)
    await killed.stop('SIGKILL')
    if (readdirSync(directory).some((name) => name.endsWith('.new'))) leftOvers += 1

    const next = openVault('file', { file, exclusively })
    expect(await next.read('login')).toBe(`of round ${round}`)
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.lock'])
    await next.forget('killed0')
    expect(readFileSync(file, 'utf8')).not.toContain('interrupted:')
  })
  if (process.env[roundsVariable] !== undefined) process.stdout.write(`files left by killed writes, and cleared: ${leftOvers}\n`)
})
