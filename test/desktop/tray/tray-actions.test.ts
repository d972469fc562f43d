import { expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createTrayActions } from '../../../src/desktop/tray/tray-actions.ts'
import { Problem } from '../../../src/shared/problem.ts'

/** The menu over a contract whose sign-out fails so. */
function failing(error: Error) {
  const notify = vi.fn<(sentence: string) => void>()
  const logged = vi.fn()
  const contract = { signOut: () => Promise.reject(error) }
  const parts = { contract, signIn: {}, player: {}, updates: {}, showWindow: () => {} }
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
  const contract = { signOut: async () => ({ ok: true, message: 'You are signed out.' }) }
  const parts = { contract, signIn: {}, player: {}, updates: {}, showWindow: () => {}, log: silentLog }
  createTrayActions({ ...parts, notify } as never).signOut()
  await vi.waitFor(() => expect(notify.mock.calls).toEqual([['You are signed out.']]))
})

it('tells what an import brought, and says nothing when no file was chosen', async () => {
  const notify = vi.fn<(sentence: string) => void>()
  const importHistory = vi.fn().mockResolvedValueOnce({ ok: true }).mockResolvedValueOnce({ ok: true, message: '3 of 3 plays are new.' })
  const parts = { contract: { importHistory }, signIn: {}, player: {}, updates: {}, showWindow: () => {}, log: silentLog }
  const actions = createTrayActions({ ...parts, notify } as never)
  actions.importHistory()
  actions.importHistory()
  await vi.waitFor(() => expect(notify.mock.calls).toEqual([['3 of 3 plays are new.']]))
  expect(importHistory).toHaveBeenCalledTimes(2)
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
