import { type ActivityView, activityKinds } from '../shared/activity.ts'
import { clock, day, localZone } from '../shared/moments.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import { didYouMean } from './terminal/did-you-mean.ts'
import type { Invocation } from './terminal/invocation.ts'

/** `tonearm log` */
export const log: Command = {
  summary: 'what apps did in the last 30 days, the newest last',
  usage: ['log'],
  flags: {
    app: 'only what this app did, by the name that it gives itself',
    kind: `only ${activityKinds.join(', ')}`,
    erase: 'delete all of it; what an undo needs is kept',
    json: 'one line of JSON on standard output',
  },
  examples: [
    ['log', 'all of it'],
    ['log --kind change', 'what apps changed, with the receipts for "tonearm undo"'],
  ],
  words(words, { app, kind, erase }) {
    if (words.length > 0) return `"tonearm log" takes no "${words.join(' ')}"`
    const known = activityKinds.find((one) => one === kind)
    if (kind !== undefined && !known) return `--kind is one of ${activityKinds.join(', ')}${didYouMean(String(kind), activityKinds)}`
    return { log: { ...(app !== undefined && { client: String(app) }), ...(known && { kind: known }) }, erase: erase === true }
  },
  run: withTonearm(showOrErase),
}

/** Whose: whoever is signed in. */
async function showOrErase({ tonearm, terminal, flags }: Invocation): Promise<void> {
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
