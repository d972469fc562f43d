import { execFileSync } from 'node:child_process'
import { createAuthorization } from '../../src/auth/authorization.ts'
import { serializeLogin } from '../../src/auth/login.ts'
import { createSession } from '../../src/auth/session.ts'
import { keychainVault } from '../../src/auth/vault.ts'
import { silentLog } from '../../src/config/logging.ts'
import { isProblem } from '../../src/shared/problem.ts'
import { createQueue } from '../../src/shared/queue.ts'

// `node keychain-session-child.ts ACCOUNTS CLIENT_ID REFRESH_TOKEN STEP...`: a session with a login in the keychain. It does each step and prints, as
// JSON, what each of them said.

export type Step = keyof typeof steps

const [accounts = '', clientId = '', refreshToken = '', ...wanted] = process.argv.slice(2)
const vault = keychainVault()
const session = createSession({
  vault,
  locks: { renewal: createQueue(), login: createQueue() },
  authorization: createAuthorization({ accounts }),
  clientId: () => clientId,
  callbackPort: () => 0,
  scopes: () => ['user-top-read'],
  log: silentLog,
})

const lockLoginKeyring = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
]

const steps = {
  async renew() {
    try {
      await session.renew(await session.accessToken())
      return 'renewed'
    } catch (error) {
      if (isProblem(error)) return error.code
      throw error
    }
  },
  /** As another process does it. */
  async remove() {
    await vault.forget(clientId)
    return 'removed'
  },
  async lock() {
    execFileSync('dbus-send', lockLoginKeyring)
    return 'locked'
  },
  async stored() {
    return (await vault.read(clientId)) === undefined ? 'no entry' : 'an entry'
  },
  async state() {
    const state = session.state()
    return state.state === 'signed-in' ? `signed-in, ${state.notKept ?? 'kept'}` : state.state
  },
}

await vault.write(clientId, serializeLogin({ refreshToken, scopes: ['user-top-read'] }))
await session.restore()
const said: string[] = []
for (const step of wanted as Step[]) said.push(await steps[step]())
process.stdout.write(JSON.stringify(said))
