import { expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createTrayActions } from '../../../src/desktop/tray/tray-actions.ts'
import { Problem } from '../../../src/shared/problem.ts'

/** The menu over a contract whose sign-out fails so. */
function failing(error: Error) {
  const notify = vi.fn<(sentence: string) => void>()
  const logged = vi.fn()
  const contract = { clients: async () => [], signOut: () => Promise.reject(error) }
  const parts = { contract, confirm: async () => true, signIn: {}, player: {}, updates: {}, showWindow: () => {} }
  const actions = createTrayActions({ ...parts, notify, log: { ...silentLog, error: logged } } as never)
  return { signOut: actions.signOut, notify, logged }
}

it('tells what could not be done', async () => {
  const { signOut, notify, logged } = failing(new Problem('vault-locked', 'The keyring is locked.'))
  signOut()
  await vi.waitFor(() => expect(notify.mock.calls).toEqual([['The keyring is locked.']]))
  expect(logged).not.toHaveBeenCalled()
})

it('tells what a sign-out has deleted and what it keeps', async () => {
  const notify = vi.fn<(sentence: string) => void>()
  const contract = { clients: async () => [], signOut: async () => ({ ok: true, message: 'You are signed out.' }) }
  const parts = { contract, confirm: async () => true, signIn: {}, player: {}, updates: {}, showWindow: () => {}, log: silentLog }
  createTrayActions({ ...parts, notify } as never).signOut()
  await vi.waitFor(() => expect(notify.mock.calls).toEqual([['You are signed out.']]))
})

it('asks before it signs out, and says what becomes of the apps', async () => {
  const signOut = vi.fn(async () => ({ ok: true }))
  const confirm = vi.fn(async () => false)
  const clients = async () => [
    { name: 'claude-desktop', title: 'Claude Desktop', state: 'connected' },
    { name: 'codex', title: 'Codex', state: 'outdated' },
    { name: 'zed', title: 'Zed', state: 'not-connected' },
  ]
  const parts = {
    contract: { signOut, clients },
    signIn: {},
    player: {},
    updates: {},
    showWindow: () => {},
    log: silentLog,
    notify: () => {},
  }
  createTrayActions({ ...parts, confirm } as never).signOut()
  await vi.waitFor(() =>
    expect(confirm).toHaveBeenCalledWith({
      title: 'Sign out of Spotify?',
      body: 'Claude Desktop and Codex stay connected, but get no answers until you sign in again.',
      yes: 'Sign out',
    }),
  )
  expect(signOut).not.toHaveBeenCalled()
})

it('says nothing of a sign-in that the user has cancelled', async () => {
  const { signOut, notify, logged } = failing(new Problem('sign-in-cancelled', 'Cancelled.'))
  signOut()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect([notify.mock.calls, logged.mock.calls]).toEqual([[], []])
})

it('keeps a bug to the log', async () => {
  const { signOut, notify, logged } = failing(new Error('cannot read AQ-secret'))
  signOut()
  await vi.waitFor(() => expect(notify).toHaveBeenCalledOnce())
  expect(notify.mock.calls[0]?.[0]).not.toContain('AQ-secret')
  expect(notify.mock.calls[0]?.[0]).toContain('log')
  expect(logged).toHaveBeenCalledOnce()
})
