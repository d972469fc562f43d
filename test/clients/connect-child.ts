import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClients } from '../../src/clients/clients.ts'
import { createComputer } from '../../src/clients/system/computer.ts'
import type { ClientName } from '../../src/shared/clients.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'

// `node connect-child.ts HOME DATA_DIRECTORY CLIENT...`: connects clients of a computer and disconnects them, many times; at last they are connected.
// After each change it looks whether the record of it is there, or gone.

const [home = '', data = '', ...names] = process.argv.slice(2)
const records = join(data, 'clients.json')
const folders: Partial<Record<ClientName, string>> = { 'lm-studio': 'lmstudio' }
const clients = createClients({
  computer: createComputer({ platform: 'linux', home, environment: { HOME: home } }),
  connection: async () => ({ url: 'http://127.0.0.1:3345/mcp', token: 'a-token' }),
  own: {},
  records,
  exclusively: createProcessLock(join(data, 'clients.lock')).exclusively,
})
for (let time = 0; time < 11; time += 1) {
  const action = time % 2 === 0 ? 'connect' : 'disconnect'
  for (const name of names as ClientName[]) {
    const { id } = await clients.preview(name, action, 'settings')
    await clients.apply(name, action, id, 'settings')
    const kept = Object.keys(JSON.parse(readFileSync(records, 'utf8')) as object).some((file) => file.includes(folders[name] ?? name))
    if (kept !== (action === 'connect')) throw new Error(`The record of ${name} is ${kept ? 'there' : 'gone'} after: ${action}`)
  }
}
