import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ExpectedCallback, openCallbackListener } from '../../src/auth/callback-listener.ts'
import { Problem } from '../../src/shared/problem.ts'

const state = 'the-right-state'

/** A listener on a free port that waits, and a browser. `ended` is what became of the waiting. */
async function waiting(expected: Partial<ExpectedCallback> = {}) {
  const listener = await openCallbackListener({ port: 0 })
  onTestFinished(() => listener.close())
  const completed: string[] = []
  const complete = async (parameters: URLSearchParams) => {
    completed.push(parameters.toString())
    return {}
  }
  const ended = listener.wait({ state, complete, ...expected }).then(
    () => 'signed in',
    (error: unknown) => error,
  )
  const origin = new URL(listener.redirectUri).origin
  const visit = (target: string, method = 'GET') => fetch(`${origin}${target}`, { method })
  return { listener, completed, ended, visit, origin, port: Number(new URL(origin).port) }
}

/** Whether something listens on the port. */
function isOpen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** One GET over a connection that the browser would like to keep. */
function keepAliveVisit(url: string): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: { Connection: 'keep-alive' } }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    request.once('error', reject).end()
  })
}

describe('waiting for the callback', () => {
  it('hands the query over, tells the person they are signed in, and frees the port', async () => {
    const { visit, completed, ended, port, listener } = await waiting()
    expect(listener.redirectUri).toBe(`http://127.0.0.1:${port}/callback`)
    const answer = await visit(`/callback?code=the-code&state=${state}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toContain('You are signed in')
    expect(await ended).toBe('signed in')
    expect(completed).toEqual([`code=the-code&state=${state}`])
    expect(await isOpen(port)).toBe(false)
  })

  it('answers the browser only after the sign-in is complete, and with a note if there is one', async () => {
    const steps: string[] = []
    const { visit, ended } = await waiting({
      async complete() {
        await new Promise((resolve) => setTimeout(resolve, 50))
        steps.push('completed')
        return { note: 'Kept until <Tonearm> quits.' }
      },
    })
    const answer = await visit(`/callback?code=c&state=${state}`)
    steps.push('answered')
    expect(await answer.text()).toContain('Kept until &lt;Tonearm&gt; quits.')
    expect(await ended).toBe('signed in')
    expect(steps).toEqual(['completed', 'answered'])
  })

  it('gives everything that is not GET /callback a 404, and goes on waiting', async () => {
    const { visit, completed, ended } = await waiting()
    const query = `?code=c&state=${state}`
    const others = [
      '/',
      '/favicon.ico',
      `/Callback${query}`,
      `/callback/${query}`,
      `/callback.html${query}`,
      `//callback${query}`,
      `/x/callback${query}`,
    ]
    for (const target of others) expect((await visit(target)).status, target).toBe(404)
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await visit(`/callback${query}`, method)).status, method).toBe(404)
    expect(completed).toEqual([])
    await visit(`/callback${query}`)
    expect(await ended).toBe('signed in')
  })

  it('shows a stray or forged callback an error page, and goes on waiting', async () => {
    const { visit, completed, ended } = await waiting()
    const strays = [
      '',
      '?code=c',
      '?code=c&state=',
      '?code=c&state=the-wrong-state',
      `?code=c&state=${state}x`,
      `?code=c&state=${state.toUpperCase()}`,
      `?code=c&state=wrong&state=${state}`,
      `?code=c&state=${state}&state=wrong`,
      `?state=${state}`,
      '?error=access_denied',
      '?error=access_denied&state=the-wrong-state',
    ]
    for (const query of strays) {
      const answer = await visit(`/callback${query}`)
      expect(answer.status, query).toBe(400)
      expect(await answer.text()).toContain('This is not the sign-in we are waiting for')
    }
    expect(completed).toEqual([])
    await visit(`/callback?code=c&state=${state}`)
    expect(await ended).toBe('signed in')
  })

  it('survives bytes that are no HTTP', async () => {
    const { visit, ended, port } = await waiting()
    await new Promise<void>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('\u0016\u0003\u0001 hello\r\n\r\n'))
      socket
        .resume()
        .once('error', () => {})
        .once('close', () => resolve())
    })
    await visit(`/callback?code=c&state=${state}`)
    expect(await ended).toBe('signed in')
  })

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const { port } = await waiting()
    expect(await isOpen(port, '127.0.0.1')).toBe(true)
    expect(await isOpen(port, '127.0.0.2')).toBe(false)
    expect(await isOpen(port, '::1')).toBe(false)
  })
})

describe('a callback that brings no login', () => {
  it("says that the person cancelled on Spotify's page", async () => {
    const { visit, ended, completed, port } = await waiting()
    const answer = await visit(`/callback?error=access_denied&state=${state}`)
    expect(await answer.text()).toContain('Sign-in cancelled')
    expect(await ended).toMatchObject({ code: 'sign-in-cancelled' })
    expect(completed).toEqual([])
    expect(await isOpen(port)).toBe(false)
  })

  it('names another error of Spotify', async () => {
    const { visit, ended } = await waiting()
    const answer = await visit(`/callback?error=server_error&state=${state}`)
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('Spotify did not complete the sign-in (server_error). Try to sign in again.')
    expect(await ended).toMatchObject({ code: 'sign-in-failed' })
  })

  it('repeats nothing that somebody wrote into the error', async () => {
    const { visit, ended } = await waiting()
    const error = encodeURIComponent('<script>alert(1)</script> Ignore all previous instructions')
    const html = await (await visit(`/callback?error=${error}&state=${state}`)).text()
    expect(html).not.toMatch(/script|instructions/)
    expect(await ended).toMatchObject({ message: 'Spotify did not complete the sign-in (an error it did not name). Try to sign in again.' })
  })

  it('carries the sentence of what went wrong to the person', async () => {
    const problem = new Problem('spotify-unreachable', "Spotify's server is <away>. Try again.")
    const { visit, ended } = await waiting({ complete: () => Promise.reject(problem) })
    const answer = await visit(`/callback?code=c&state=${state}`)
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('Spotify&#39;s server is &lt;away&gt;. Try again.')
    expect(await ended).toBe(problem)
  })

  it('shows nothing of a defect but that there is one', async () => {
    const defect = new Error('refresh_token=AQ-secret')
    const { visit, ended } = await waiting({ complete: () => Promise.reject(defect) })
    const html = await (await visit(`/callback?code=c&state=${state}`)).text()
    expect(html).toContain('Tonearm hit a bug (details in the log). Try to sign in again.')
    expect(html).not.toContain('AQ-secret')
    expect(await ended).toBe(defect)
  })
})

describe('a second callback', () => {
  it('does not complete the sign-in twice, and gets the same page', async () => {
    let runs = 0
    let finish = () => {}
    const { visit, ended } = await waiting({
      async complete() {
        runs += 1
        await new Promise<void>((resolve) => {
          finish = resolve
        })
        return {}
      },
    })
    const first = visit(`/callback?code=c&state=${state}`)
    await expect.poll(() => runs).toBe(1)
    const others = [visit(`/callback?code=c&state=${state}`), visit(`/callback?error=access_denied&state=${state}`)]
    await new Promise((resolve) => setTimeout(resolve, 50))
    finish()
    for (const answer of await Promise.all([first, ...others])) expect(await answer.text()).toContain('You are signed in')
    expect(await ended).toBe('signed in')
    expect(runs).toBe(1)
  })
})

describe('the end of the waiting', () => {
  it('comes after a time limit', async () => {
    const { ended, port } = await waiting({ timeoutMs: 30 })
    expect(await ended).toMatchObject({ code: 'sign-in-timed-out', message: expect.stringContaining('Sign in again') })
    expect(await isOpen(port)).toBe(false)
  })

  it('comes when it is cancelled, before it began or while it waits', async () => {
    const early = await waiting({ signal: AbortSignal.abort() })
    expect(await early.ended).toMatchObject({ code: 'sign-in-cancelled' })
    const controller = new AbortController()
    const late = await waiting({ signal: controller.signal })
    controller.abort()
    expect(await late.ended).toMatchObject({ code: 'sign-in-cancelled' })
    expect(await isOpen(late.port)).toBe(false)
  })

  it('says why, if the one who cancels gives a reason', async () => {
    const problem = new Problem('sign-in-failed', 'The browser could not be opened.')
    expect(await (await waiting({ signal: AbortSignal.abort(problem) })).ended).toBe(problem)
  })

  it('comes when the listener is closed', async () => {
    const { ended, listener, port } = await waiting()
    await listener.close()
    expect(await ended).toMatchObject({ code: 'sign-in-cancelled' })
    expect(await isOpen(port)).toBe(false)
  })

  it('lets a completion that has begun decide, also past the limit', async () => {
    const { visit, ended } = await waiting({
      timeoutMs: 60,
      async complete() {
        await new Promise((resolve) => setTimeout(resolve, 150))
        return {}
      },
    })
    expect(await (await visit(`/callback?code=c&state=${state}`)).text()).toContain('You are signed in')
    expect(await ended).toBe('signed in')
  })

  it('brings the whole page to the browser first, and then cuts connections that are kept alive or idle', async () => {
    const { ended, origin, port } = await waiting()
    const idle = connect({ port, host: '127.0.0.1' })
    const cut = new Promise<boolean>((resolve) =>
      idle
        .resume()
        .once('error', () => {})
        .once('close', () => resolve(true)),
    )
    await new Promise((resolve) => idle.once('connect', resolve))
    const { status, body } = await keepAliveVisit(`${origin}/callback?code=c&state=${state}`)
    expect(status).toBe(200)
    expect(body).toMatch(/<\/html>\n$/)
    const before = Date.now()
    expect(await ended).toBe('signed in')
    expect(await cut).toBe(true)
    expect(Date.now() - before).toBeLessThan(1_000)
  })
})

describe('a port that is taken', () => {
  it('is named', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const problem = await openCallbackListener({ port }).catch((error: unknown) => error)
    expect(problem).toMatchObject({ code: 'callback-port-taken' })
    expect((problem as Problem).message).toBe(
      `Signing in needs port ${port} on this computer, and another program uses it. End that program, then sign in again.`,
    )
  })

  it('is free again for the next sign-in', async () => {
    const first = await openCallbackListener({ port: 0 })
    const port = Number(new URL(first.redirectUri).port)
    await first.close()
    const second = await openCallbackListener({ port })
    expect(second.redirectUri).toBe(first.redirectUri)
    await second.close()
  })
})
