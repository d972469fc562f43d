import { existsSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { deleteData } from '../app/delete-data.ts'
import { createRemoval } from '../app/removal.ts'
import { autostartFile } from '../config/autostart-file.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { afterRemoval, type RemovalPart, type RemovalView, removalParts } from '../shared/removal.ts'
import { endRunning } from './stop.ts'
import type { Command } from './terminal/command.ts'
import { didYouMean } from './terminal/did-you-mean.ts'
import { exitCodes } from './terminal/exit-codes.ts'
import { fold } from './terminal/fold.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed, requireYes } from './terminal/is-confirmed.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** `tonearm uninstall` */
export const uninstall: Command = {
  summary: 'remove what Tonearm left on this computer',
  usage: ['uninstall', 'uninstall PART...'],
  about:
    `PART is one of ${removalParts.join(', ')}; all of them when left out. First shows what is there and what would be lost, then asks about each part. ` +
    'A Tonearm that is running is stopped, unless only apps are disconnected. The program itself stays: delete it as you installed it.',
  flags: { yes: 'do not ask, answer yes to all', json: 'one line of JSON on standard output' },
  examples: [
    ['uninstall', 'show everything, and ask about each part'],
    ['uninstall apps', 'disconnect all apps'],
    ['uninstall --yes', 'remove everything, the listening history too'],
  ],
  exitCodes: { 1: 'something is still there; standard error says what and why' },
  completions: Object.fromEntries(removalParts.map((part) => [part, removalParts])),
  words(words) {
    const unknown = words.find((word) => !isPart(word))
    if (unknown) return `There is no part "${unknown}"${didYouMean(unknown, removalParts) || `. The parts are ${removalParts.join(', ')}`}`
    return words.length > 0 ? { removal: words.filter(isPart) } : {}
  },
  run: async (start) => removeParts(await start.open()),
}

const isPart = (word: string): word is RemovalPart => (removalParts as readonly string[]).includes(word)

async function removeParts(invocation: Invocation): Promise<number> {
  const { tonearm, terminal, flags, paths, vault, environment } = invocation
  const entry = autostartFile(environment, homedir())
  const removal = createRemoval({
    tonearm,
    paths,
    vault,
    // On macOS and Windows only the app itself can change it.
    ...(process.platform === 'linux' && {
      autostart: { isOn: () => existsSync(entry), off: async () => rmSync(entry, { force: true }) },
    }),
    async deleteData() {
      await tonearm.stop()
      deleteData(paths, environment)
    },
  })
  const found = (await removal.list()).filter(({ part }) => flags.removal?.includes(part) ?? true)
  if (!flags.json) terminal.say(found.length === 0 ? 'Nothing of this is there.' : listOf(found, terminal.columns))
  if (found.length > 0 && !flags.yes && !terminal.interactive) await requireYes(invocation, '', 'Nothing was removed')
  const chosen: RemovalView[] = []
  for (const view of found) if (flags.yes || (await isConfirmed(invocation, `\n${view.title}: remove?`))) chosen.push(view)
  if (found.length > 0 && chosen.length === 0) throw new Problem('not-confirmed', 'Nothing was removed.')

  const results: { part: RemovalPart; removed: boolean; message: string }[] = []
  for (const { part } of chosen) {
    try {
      // Only now: a disconnected app does not start it again.
      if (part !== 'apps') await endRunning(invocation)
      results.push({ part, removed: true, message: await removal.remove(part) })
    } catch (error) {
      if (!isProblem(error)) throw error
      results.push({ part, removed: false, message: problemForTerminal(error, invocation.commandFor) })
    }
  }
  const failed = results.filter(({ removed }) => !removed)
  if (flags.json) terminal.answer(JSON.stringify({ found, results }))
  else {
    for (const { removed, message } of results) (removed ? terminal.answer : terminal.say)(message)
    if (failed.length === 0) terminal.say(`\n${process.platform === 'linux' ? '' : `${ownLoginItem} `}${afterRemoval}`)
  }
  return failed.length > 0 ? exitCodes.failed : exitCodes.done
}

const ownLoginItem = 'If Tonearm starts when you log in, switch that off in your system settings.'

/** The dry list: what is there, where, and what is lost with it. */
function listOf(found: readonly RemovalView[], width: number): string {
  const indented = (text: string) => fold(text, width - 4).replaceAll('\n', '\n    ')
  return [
    'This can be removed:',
    ...found.map(({ title, where, loses }, index) => `\n ${index + 1}. ${indented(`${title}: ${where}`)}\n    ${indented(loses)}`),
  ].join('\n')
}
