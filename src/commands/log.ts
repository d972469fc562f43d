import type { ActivityView } from '../shared/activity.ts'
import { clock, day, localZone } from '../shared/moments.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Shows what apps did in the last 30 days, for whoever is signed in: the newest last, next to the prompt. Or erases it. */
export async function log({ tonearm, terminal, flags }: Invocation): Promise<void> {
  await tonearm.restore()
  if (flags.erase) {
    await tonearm.eraseActivity()
    return terminal.answer('Erased. What an undo needs is kept.')
  }
  const rows = await tonearm.activity(flags.log)
  if (flags.json) return terminal.answer(JSON.stringify(rows))
  terminal.answer(rows.length === 0 ? 'No app did anything in the last 30 days.' : rows.toReversed().map(line).join('\n'))
}

function line({ at, client, words, change }: ActivityView): string {
  const receipt = change ? ` (${change.state === 'done' ? `receipt ${change.receipt}` : change.state})` : ''
  return `${day(at, localZone())} ${clock(at, localZone())}  ${client}: ${words}${receipt}`
}
