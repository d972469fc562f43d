import { type ClientView, hasOurEntry } from './clients.ts'

/** The apps that have an entry for Tonearm, also those whose entry has an old address or access key, or is switched off. */
export function connectedApps<View extends Pick<ClientView, 'state'>>(views: readonly View[]): View[] {
  return views.filter(({ state }) => hasOurEntry(state))
}

/** What a sign-out means for them: `Claude Desktop and Codex stay connected, but get no answers until you sign in again.` Undefined without any. */
export function stayConnectedSentence(views: readonly ClientView[]): string | undefined {
  const titles = connectedApps(views.filter(({ state }) => state !== 'off')).map(({ title }) => title)
  if (titles.length === 0) return undefined
  const [stay, get] = titles.length === 1 ? ['stays', 'gets'] : ['stay', 'get']
  return `${new Intl.ListFormat('en').format(titles)} ${stay} connected, but ${get} no answers until you sign in again.`
}
