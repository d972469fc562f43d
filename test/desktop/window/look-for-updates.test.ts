import { expect, it } from 'vitest'
import type { UpdateState } from '../../../src/desktop/system/updates.ts'
import { type ContractParts, createContract } from '../../../src/desktop/window/contract-handlers.ts'

/** The contract where a look for updates ends so. */
function contractAfter(state: UpdateState) {
  const updates: ContractParts['updates'] = { state: () => state, check: async () => {}, install: async () => {} }
  return createContract({ tonearm: {}, updates, documents: '/', paths: { directory: '/', log: '/log' } } as unknown as ContractParts)
}

const at = Date.UTC(2026, 10, 23, 10)

it('says that there is no newer version', async () => {
  const contract = contractAfter({ state: 'idle', looked: { at, failed: false } })
  expect(await contract.checkForUpdates()).toEqual({ ok: true, message: 'No newer version was found.' })
  expect(await contract.updates()).toEqual({
    ok: true,
    value: { state: 'idle', looked: { at: '2026-11-23T10:00:00.000Z', failed: false } },
  })
})

it('does not call a failed look up to date', async () => {
  const contract = contractAfter({ state: 'idle', looked: { at, failed: true } })
  await expect(contract.checkForUpdates()).rejects.toThrow('Tonearm could not look for a new version. Check your connection')
})

it('leads to no page of versions where it is not known', async () => {
  const contract = contractAfter({ state: 'unavailable' })
  expect(await contract.updates()).toEqual({ ok: true, value: { state: 'by-hand', hasPage: false } })
  await expect(contract.open('releases')).rejects.toThrow('does not know where new versions are')
})
