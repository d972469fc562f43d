import { shownScopes } from '../../config/scopes.ts'
import { heardToday } from '../../shared/heard-today.ts'
import { clock, day, localZone } from '../../shared/moments.ts'
import { pausedWords } from '../../shared/paused-words.ts'
import { type Account, type HistoryState, isPermitted, type Status } from '../../shared/status.ts'
import type { CommandFor } from './command-for.ts'

/** The status, with what else the command knows. `pid` is missing when none runs. */
export type ShownStatus = Status & { pid?: number; readOnly: boolean }

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

/** How much Tonearm may do, and what the user switched off. */
function permissionLine(account: Account): string[] {
  if (account.state !== 'signed-in') return []
  const shown = shownScopes((scope) => isPermitted(account, scope))
  const permitted = shown.filter((scope) => isPermitted(account, scope))
  const off = shown.filter((scope) => account.grantedScopes.includes(scope) && !isPermitted(account, scope))
  return [`Permissions: ${permitted.length} of ${shown.length}.${off.length > 0 ? ` Switched off: ${off.join(', ')}.` : ''}`]
}

function endpointLine({ endpoint, version, pid }: ShownStatus, commandFor: CommandFor): string {
  switch (endpoint.state) {
    case 'listening':
      return `Listening on ${endpoint.url} since ${day(endpoint.since, localZone())} ${clock(endpoint.since, localZone())}. Version ${version}, process ${pid}.`
    case 'failed':
      return endpoint.reason
    case 'stopped':
      return `Tonearm ${version} is not running. To start it, run "${commandFor('serve')}".`
  }
}

const keepingWords: Record<HistoryState['keeping'], string> = {
  on: 'new plays are kept while Tonearm runs',
  off: 'switched off',
  paused: 'paused',
  untold: 'nothing is kept yet',
}

function historyLine({ keeping, today, importing }: HistoryState): string {
  const parts = [`Listening history: ${keepingWords[keeping]}.`]
  if (today) parts.push(`Today: ${heardToday(today)}.`)
  if (importing) parts.push(`An import is running: ${Math.floor(importing.part * 100)} %.`)
  return parts.join(' ')
}

/** The whole status for a terminal. */
export function statusLines(status: ShownStatus, commandFor: CommandFor): string {
  const { account, endpoint, clients, blockedClients, quota, paused, history, questions = [], database, readOnly } = status
  const lines = [accountLine(account, commandFor), ...permissionLine(account)]
  if (readOnly) lines.push('Read only: apps can look at your music, and neither change nor play anything.')
  lines.push(endpointLine(status, commandFor))
  if (endpoint.state === 'listening' && endpoint.note) lines.push(endpoint.note)
  if (endpoint.state === 'listening') lines.push(clients.length === 0 ? 'No app is connected.' : 'Connected:')
  for (const client of clients) {
    const last = client.lastCallAt ? `, the last at ${clock(client.lastCallAt, localZone())}` : ''
    lines.push(`  ${client.name} ${client.version}: ${client.calls} ${client.calls === 1 ? 'call' : 'calls'}${last}`)
  }
  for (const { client, question } of questions) lines.push(`${client} waits for your answer in Tonearm's window: ${question}`)
  if (blockedClients.length > 0) lines.push(`Blocked: ${blockedClients.join(', ')}.`)
  if (quota.state === 'used-up')
    lines.push(`Spotify's quota is used up until ${day(quota.until, localZone())} ${clock(quota.until, localZone())}.`)
  if (paused) lines.push(`${pausedWords(paused, Date.now(), localZone())}: apps stay connected, but cannot use your music.`)
  lines.push(historyLine(history))
  if (database) lines.push(database.reason)
  return lines.join('\n')
}
