import { expect, it } from 'vitest'
import { consequences } from '../../renderer/strings/permissions.ts'
import { usedScopes } from '../../src/tools/runtime/registry.ts'
import { createFakeApi } from './fake-api.ts'
import { allScopes, clientId, settings, status } from './samples.ts'
import { useWindow } from './use-window.ts'

const open = useWindow()

it('every permission that a tool needs has a sentence that says what is lost without it', () => {
  // Spotify hands out the profile without it.
  expect(usedScopes.filter((scope) => !(scope in consequences))).toEqual(['user-read-private'])
})

it('Set up says what apps cannot do with the permissions that are asked for', async () => {
  const scopes = allScopes.filter((scope) => scope !== 'user-modify-playback-state')
  const page = await open(
    createFakeApi({ status: status({ account: { state: 'signed-out' } }), settings: settings({ clientId, scopes }) }),
    { page: 'setup' },
  )
  await page.getByText('Tonearm will ask for 15 of 16 permissions.').waitFor()
  expect(await page.locator('.lost-permissions li').allTextContents()).toEqual(['Apps cannot play music, pause it or skip songs.'])
})
