import { clock, day, localZone } from '../../shared/moments.ts'
import type { Account, Status } from '../../shared/status.ts'
import type { CommandFor } from './command-for.ts'

/** Whose account it is, in a sentence. */
export function accountLine(account: Account, commandFor: CommandFor): string {
  switch (account.state) {
    case 'client-id-missing':
      return `No Spotify app is set up yet. To set one up, run "${commandFor('login')}".`
    case 'signed-out':
      return `Nobody is signed in. To sign in, run "${commandFor('login')}", or ask about your music in a connected app.`
    case 'signing-in':
      return 'Waiting for you to sign in in the browser.'
    case 'login-ended':
      return `Spotify ended the login. To sign in again, run "${commandFor('login')}".`
    case 'signed-in': {
      const until = account.endsAt ? `, until ${day(account.endsAt, localZone())}` : ''
      return `Signed in${account.name ? ` as ${account.name}` : ''}${until}.${account.notKept ? ` ${account.notKept}` : ''}`
    }
  }
}

/** The whole status for a terminal. */
export function statusLines({ account, endpoint, clients, blockedClients, quota, database }: Status, commandFor: CommandFor): string {
  const lines = [
    accountLine(account, commandFor),
    endpoint.state === 'listening'
      ? `Listening on ${endpoint.url} since ${day(endpoint.since, localZone())} ${clock(endpoint.since, localZone())}.`
      : `Not running. To start it, run "${commandFor('serve')}".`,
  ]
  if (endpoint.state === 'listening' && endpoint.note) lines.push(endpoint.note)
  if (endpoint.state === 'listening') lines.push(clients.length === 0 ? 'No app is connected.' : 'Connected:')
  for (const client of clients) {
    const last = client.lastCallAt ? `, the last at ${clock(client.lastCallAt, localZone())}` : ''
    lines.push(`  ${client.name} ${client.version}: ${client.calls} ${client.calls === 1 ? 'call' : 'calls'}${last}`)
  }
  if (blockedClients.length > 0) lines.push(`Blocked: ${blockedClients.join(', ')}.`)
  if (quota.state === 'used-up')
    lines.push(`Spotify's quota is used up until ${day(quota.until, localZone())} ${clock(quota.until, localZone())}.`)
  if (database) lines.push(database.reason)
  return lines.join('\n')
}
