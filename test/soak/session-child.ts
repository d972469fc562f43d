import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createAuthorization } from '../../src/auth/authorization.ts'
import { openVault } from '../../src/auth/open-vault.ts'
import { createSession } from '../../src/auth/session.ts'
import { silentLog } from '../../src/config/logging.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { isProblem } from '../../src/shared/problem.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'

// `node session-child.ts VAULT_FILE ACCOUNTS CLIENT_ID`: a session on a vault that other processes share. For each line it reads it renews the
// access token, and says `renewed`, or the code of the problem.

const [file = '', accounts = '', clientId = ''] = process.argv.slice(2)
const lock = (name: string) => createProcessLock(join(dirname(file), `${name}.lock`)).exclusively
const session = createSession({
  vault: openVault('file', { file, exclusively: lock('vault') }),
  locks: { renewal: lock('renewal'), login: lock('login') },
  authorization: createAuthorization({ accounts }),
  clientId: () => clientId,
  callbackPort: () => 0,
  scopes: () => allScopes,
  log: silentLog,
})

async function renew(): Promise<string> {
  try {
    await session.renew(await session.accessToken())
    return 'renewed'
  } catch (error) {
    if (isProblem(error)) return error.code
    throw error
  }
}

await session.restore()
process.stdout.write('ready\n')
for await (const _ of createInterface({ input: process.stdin })) process.stdout.write(`${await renew()}\n`)
