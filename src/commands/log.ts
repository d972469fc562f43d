import { setTimeout as wait } from 'node:timers/promises'
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
    follow: 'go on with what apps do from now on, until Ctrl-C',
    erase: 'delete all of it; what an undo needs is kept',
    json: 'one line of JSON on standard output; with --follow one for each thing',
  },
  examples: [
    ['log', 'all of it'],
    ['log --follow', 'watch what apps do'],
    ['log --kind change', 'what apps changed, with the receipts for "tonearm undo"'],
  ],
  mistakeIn: ({ follow, erase }) => (follow && erase ? 'Use --follow or --erase, not both' : undefined),
  words(words, { app, kind, erase, follow }) {
    if (words.length > 0) return `"tonearm log" takes no "${words.join(' ')}"`
    const known = activityKinds.find((one) => one === kind)
    if (kind !== undefined && !known) return `--kind is one of ${activityKinds.join(', ')}${didYouMean(String(kind), activityKinds)}`
    return {
      log: { ...(app !== undefined && { client: String(app) }), ...(known && { kind: known }) },
      erase: erase === true,
      follow: follow === true,
    }
  },
  run: withTonearm(showOrErase),
}

/** Whose: whoever is signed in. */
async function showOrErase(invocation: Invocation): Promise<void> {
  const { tonearm, terminal, flags } = invocation
  await tonearm.restore()
  if (flags.erase) {
    await tonearm.eraseActivity()
    return terminal.answer('Erased. What an undo needs is kept.')
  }
  if (flags.follow) return follow(invocation)
  const rows = await tonearm.activity(flags.log)
  if (flags.json) return terminal.answer(JSON.stringify(rows))
  terminal.answer(rows.length === 0 ? 'No app did anything in the last 30 days.' : rows.toReversed().map(line).join('\n'))
}

const lookEveryMs = 500

/** What was done so far, and then what is done, until the command is stopped or nobody reads it. The program that serves the apps writes it down. */
async function follow({ tonearm, terminal, flags, signal }: Invocation): Promise<void> {
  let known = new Set<string>()
  while (!signal.aborted && !terminal.readerIsGone()) {
    const rows = (await tonearm.activity(flags.log)).filter(isOver)
    for (const row of rows.toReversed()) {
      if (!known.has(nameOf(row))) terminal.answer(flags.json ? JSON.stringify(row) : line(row))
    }
    known = new Set(rows.map(nameOf))
    await wait(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** An edit that is under way is shown once, when it is known how far it came. */
const isOver = ({ change }: ActivityView) => change?.state !== 'begun'

/** The time of a change moves to that of its call, so its receipt names it. */
const nameOf = ({ at, client, words, change }: ActivityView) => change?.receipt ?? [at, client, words].join()

function line({ at, client, words, change }: ActivityView): string {
  const receipt = change ? ` (${change.state === 'done' ? `receipt ${change.receipt}` : change.state})` : ''
  return `${day(at, localZone())} ${clock(at, localZone())}  ${client}: ${words}${receipt}`
}
