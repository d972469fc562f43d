import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCallbackListener } from '../../src/auth/callback-listener.ts'
import { consent } from '../fake-spotify/consent.ts'
import { slow } from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

describe('stopping', () => {
  it('lets no client in any more before it closes its databases', async () => {
    const { tonearm, paths } = await startTonearm()
    const atClose: unknown[] = []
    const close = DatabaseSync.prototype.close
    const closing = vi.spyOn(DatabaseSync.prototype, 'close').mockImplementation(function (this: DatabaseSync) {
      atClose.push({ endpoint: tonearm.status().endpoint, clients: tonearm.status().clients, file: existsSync(paths.endpoint) })
      close.call(this)
    })
    onTestFinished(() => void closing.mockRestore())
    await tonearm.stop()
    expect(new Set(atClose.map((seen) => JSON.stringify(seen)))).toEqual(
      new Set([JSON.stringify({ endpoint: { state: 'stopped' }, clients: [], file: false })]),
    )
  })

  it('ends a sign-in that is under way, and is over when its port is free', async () => {
    const opened = Promise.withResolvers<string>()
    const { tonearm } = await startTonearm({ signedIn: false, openUrl: opened.resolve })
    const signingIn = tonearm.signIn().catch((problem: unknown) => problem)
    const redirectUri = new URL(await opened.promise).searchParams.get('redirect_uri') ?? ''
    await tonearm.stop()
    const listener = await openCallbackListener({ port: Number(new URL(redirectUri).port) })
    await listener.close()
    expect(await signingIn).toMatchObject({ code: 'sign-in-cancelled' })
  })

  it('waits for the login that a user has just agreed to', async () => {
    const { tonearm, spotify } = await startTonearm({ signedIn: false, openUrl: async (url) => void (await consent(url)) })
    spotify.faults.next('POST /api/token', slow(300))
    const ended = tonearm.signIn().then(
      () => 'ended',
      () => 'ended',
    )
    await expect.poll(() => spotify.tokenRequests()).toHaveLength(1)
    await tonearm.stop()
    expect(await Promise.race([ended, setImmediate('still going on')])).toBe('ended')
  })

  it('may be asked for twice', async () => {
    const { tonearm } = await startTonearm()
    await Promise.all([tonearm.stop(), tonearm.stop()])
    expect(tonearm.status().endpoint).toEqual({ state: 'stopped' })
  })
})
