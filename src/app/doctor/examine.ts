import type { Paths } from '../../config/paths.ts'
import { createProxiedFetch } from '../../config/proxied-fetch.ts'
import type { Settings } from '../../config/settings.ts'
import { findSpotifyAddresses } from '../../config/spotify-addresses.ts'
import type { VaultKind } from '../../config/vault-kind.ts'
import { version } from '../../config/version.ts'
import { findRunningEndpoint, type RunningEndpoint } from '../../discovery/running-endpoint.ts'
import type { Finding } from '../../shared/finding.ts'
import { knownLocalZone } from '../../shared/moments.ts'
import { isProblem } from '../../shared/problem.ts'
import type { Status } from '../../shared/status.ts'
import type { Tonearm } from '../tonearm-type.ts'
import { examineClients } from './client-entries.ts'
import { findingsAbout } from './finding.ts'
import { examineProxy, examineSpotify } from './network.ts'
import { examinePort } from './ports.ts'
import { examineVault } from './vault.ts'

/** How to choose another port, and what else can be done without a keychain, as sentences. */
export type DoctorAdvice = { port: string; callbackPort: string; vault?: string }

/**
 * Looks at everything that Tonearm needs: one finding or more for each part. Changes nothing.
 *
 * @param from.advice what a person can do where this program runs
 * @param from.tonearm missing when the settings or the data directory cannot be used
 */
export async function examine(from: {
  paths: Paths
  environment: NodeJS.ProcessEnv
  settings: Pick<Settings, 'port' | 'callbackPort'>
  vault: VaultKind
  advice: DoctorAdvice
  tonearm?: Pick<Tonearm, 'status' | 'restore' | 'clients'>
}): Promise<Finding[]> {
  const { paths, environment, settings, tonearm, advice } = from
  const running = await findRunningEndpoint(paths.endpoint)
  const vault = await examineVault(from.vault, paths, advice.vault)
  const isOurs = running.state === 'running' && Number(new URL(running.endpoint.url).port) === settings.port
  return [
    examineRunning(running),
    vault,
    ...(tonearm ? await examineTonearm(tonearm, running, vault.state === 'ok') : []),
    await examinePort('Port for apps', settings.port, isOurs, advice.port),
    await examinePort('Port of the sign-in', settings.callbackPort, false, advice.callbackPort),
    examineProxy(environment),
    ...(await examineSpotify(findSpotifyAddresses(environment), createProxiedFetch({ environment }))),
    examineZone(knownLocalZone()),
  ]
}

function examineRunning(running: RunningEndpoint): Finding {
  const { ok, warning, problem } = findingsAbout('Tonearm')
  if (running.state === 'none') return ok('Not running.')
  if (running.state === 'distrusted') return problem(running.reason)
  const { version: theirs, pid } = running.endpoint
  if (theirs === version) return ok(`Running, process ${pid}.`)
  return warning(`Version ${theirs} is running, and this command is version ${version}. Restart Tonearm.`)
}

async function examineTonearm(
  tonearm: Pick<Tonearm, 'status' | 'restore' | 'clients'>,
  running: RunningEndpoint,
  hasVault: boolean,
): Promise<Finding[]> {
  const theirs = running.state === 'running' ? running.status : undefined
  if (!theirs && hasVault) await tonearm.restore()
  const status = theirs ?? tonearm.status()
  const login = theirs || hasVault ? [examineLogin(status)] : []
  const database = status.database ? [findingsAbout('Database').problem(status.database.reason)] : []
  try {
    return [...login, ...database, ...examineClients(await tonearm.clients.list())]
  } catch (error) {
    if (!isProblem(error)) throw error
    return [
      ...login,
      ...database,
      findingsAbout('Apps').warning(
        hasVault ? error.message : 'Tonearm could not look at them without the access key, which is kept in the keychain.',
      ),
    ]
  }
}

function examineLogin({ account }: Status): Finding {
  const { ok, warning, problem } = findingsAbout('Login')
  switch (account.state) {
    case 'client-id-missing':
      return warning('No Spotify app is set up yet. Sign in to set one up.')
    case 'signed-out':
      return warning('Nobody is signed in. Sign in, or ask about your music in a connected app.')
    case 'signing-in':
      return ok('A sign-in is waiting in the browser.')
    case 'login-ended':
      return problem('Spotify ended the login. Sign in again.')
    case 'signed-in':
      return account.notKept ? problem(account.notKept) : ok(`Signed in, with ${account.grantedScopes.length} permissions.`)
  }
}

function examineZone(zone: string | undefined): Finding {
  const { ok, warning } = findingsAbout('Time zone')
  return zone
    ? ok(zone)
    : warning('The time zone of this computer is not known, so times are in UTC. Set TZ, for example to Europe/Berlin.')
}
