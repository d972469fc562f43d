import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { createProcessLock } from '../../src/store/process-lock.ts'

// `node lock-child.ts hold LOCK`: takes the lock, says `held` or `taken`, and keeps it until it is killed.
// `node lock-child.ts count LOCK FILE TIMES`: adds 1 to the number in the file, under the lock, so many times.

const [what = '', lock = '', file = '', times = ''] = process.argv.slice(2)
const { exclusively, tryHold } = createProcessLock(lock)

if (what === 'hold') {
  const release = tryHold()
  process.stdout.write(release ? 'held\n' : 'taken\n')
  if (release) setInterval(() => release, 1_000)
} else {
  for (let time = 0; time < Number(times); time += 1) {
    await exclusively(async () => {
      const before = Number(readFileSync(file, 'utf8'))
      // Long enough for another process to read the same number, if it could.
      await delay(1)
      writeFileSync(file, String(before + 1))
    })
  }
}
