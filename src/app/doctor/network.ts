import { type createProxiedFetch, ProxyFailure } from '../../config/proxied-fetch.ts'
import { proxyFor } from '../../config/proxy.ts'
import { type SpotifyAddresses, spotifyAddresses } from '../../config/spotify-addresses.ts'
import type { Finding } from '../../shared/finding.ts'
import { isProblem } from '../../shared/problem.ts'
import { findingsAbout } from './finding.ts'

/** Sign-in and access tokens are valid for minutes, so a clock may not be wrong by more. */
const mostClockErrorMs = 60_000

const timeoutMs = 5_000

/** The proxy that the environment names, without its user and password. */
export function examineProxy(environment: NodeJS.ProcessEnv): Finding {
  const { ok, problem } = findingsAbout('Proxy')
  try {
    const proxy = proxyFor(new URL(spotifyAddresses.api), environment)
    return ok(proxy ? `Spotify is asked through the proxy ${proxy.name}.` : 'The environment names no proxy for Spotify.')
  } catch (error) {
    if (!isProblem(error)) throw error
    return problem(error.message)
  }
}

/** Whether Spotify answers, and whether the clock of this computer agrees with Spotify's. Asked without a login: any answer counts. */
export async function examineSpotify(
  { api, accounts }: SpotifyAddresses,
  fetch: ReturnType<typeof createProxiedFetch>,
): Promise<Finding[]> {
  const answers = await Promise.all([ask('Spotify', `${api}/me`, fetch), ask('Spotify sign-in', `${accounts}/`, fetch)])
  const date = answers.map(({ date }) => date).find(Boolean)
  return [...answers.map(({ finding }) => finding), ...(date ? [examineClock(Date.parse(date), Date.now())] : [])]
}

/** @param theirs, ours milliseconds since the epoch */
export function examineClock(theirs: number, ours: number): Finding {
  const { ok, problem } = findingsAbout('Clock')
  const offMs = ours - theirs
  if (Math.abs(offMs) <= mostClockErrorMs) return ok('The clock of this computer is right.')
  const minutes = Math.round(Math.abs(offMs) / 60_000)
  const off = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${offMs > 0 ? 'ahead' : 'behind'}`
  return problem(`The clock of this computer is ${off}, so signing in can fail. Set it to the right time.`)
}

async function ask(
  about: string,
  address: string,
  fetch: ReturnType<typeof createProxiedFetch>,
): Promise<{ finding: Finding; date?: string }> {
  const { ok, problem } = findingsAbout(about)
  const { host } = new URL(address)
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    await answer.body?.cancel()
    return { finding: ok(`${host} answers.`), date: answer.headers.get('date') ?? undefined }
  } catch (error) {
    if (isProblem(error)) return { finding: problem(error.message) }
    return { finding: problem(`${host} does not answer${causeOf(error)}. ${adviceFor(error)}`) }
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
  return cause?.code ? ` (${cause.code})` : ''
}

function adviceFor(error: unknown): string {
  if (error instanceof ProxyFailure) return `Check that the proxy ${error.proxy} works.`
  return 'Check the internet connection and the firewall. If this network needs a proxy, set HTTPS_PROXY.'
}
