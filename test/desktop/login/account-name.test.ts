import { expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { enableAccountName } from '../../../src/desktop/login/account-name.ts'
import type { Status } from '../../../src/shared/status.ts'

/** Reading the name over an account that the test can change. */
function greeted(first: Status['account']) {
  let account = first
  const listeners: (() => void)[] = []
  const greet = vi.fn(async () => {})
  const onStatus = (listener: () => void) => {
    listeners.push(listener)
    return () => {}
  }
  enableAccountName({ tonearm: { status: () => ({ account }) as Status, onStatus, greet }, log: silentLog })
  return {
    greet,
    become(next: Status['account']) {
      account = next
      for (const listener of listeners) listener()
    },
  }
}

const nameless: Status['account'] = { state: 'signed-in', grantedScopes: [] }

it('asks for the name once for each sign-in', () => {
  const { greet, become } = greeted(nameless)
  become(nameless)
  expect(greet).toHaveBeenCalledTimes(1)
  become({ state: 'signed-out' })
  become(nameless)
  expect(greet).toHaveBeenCalledTimes(2)
})

it('does not ask for a name that is known, nor while nobody is signed in', () => {
  const { greet, become } = greeted({ state: 'signed-out' })
  become({ ...nameless, name: 'Wanda' })
  expect(greet).not.toHaveBeenCalled()
})
