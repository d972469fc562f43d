import { dirname, join } from 'node:path'
import { openVault } from '../../src/auth/open-vault.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'

// `node vault-child.ts FILE NAME TIMES`: writes so many times into a vault file that other processes change, too. At most 20 entries are its own.

const [file = '', name = '', times = ''] = process.argv.slice(2)
const { exclusively } = createProcessLock(join(dirname(file), 'vault.lock'))
const vault = openVault('file', { file, exclusively })
for (let time = 0; time < Number(times); time += 1) {
  await vault.write(`${name}${time % 20}`, `secret ${time}`)
  if (time === 0) process.stdout.write('writing\n')
}
