import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../config/logging.ts'
import { hasOurEntry } from '../shared/clients.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { PreparedPlan, PreparedStep } from './change-view.ts'
import type { Client, ClientContext } from './client.ts'
import { recordAfterSet } from './files/change-record.ts'
import type { ChangeRecords } from './files/change-record-file.ts'
import type { EntryPlace } from './files/entry-place.ts'
import type { FileChange } from './files/file-change.ts'
import { findFile } from './files/find-file.ts'
import { keepKeyPrivate } from './files/keep-key-private.ts'
import { readEntry } from './files/settings-file.ts'
import { refuseReadOnly, writeSettingsFile } from './files/write-settings-file.ts'
import { hideSecrets } from './secrets.ts'

/** The effects of applying a plan, passed in. */
export type Effects = { records: ChangeRecords; log: Log; now: () => number }

/** Applies a plan, and checks the result where it can be seen. @throws Problem `client-settings`, `changed-since` */
export async function applyPlan(
  plan: PreparedPlan,
  context: ClientContext,
  effects: Effects,
): Promise<{ message: string; backup?: string }> {
  const { client, action, steps } = plan
  if (steps.length === 0) return { message: plan.summary }
  let backup: string | undefined
  for (const step of steps) {
    const isFirst = step === steps[0]
    backup = (await applyStep(step, { isFirst, plan }, context, effects)) ?? backup
  }
  if (steps.some(({ kind }) => kind === 'run')) await checkResult(plan, context, effects)
  effects.log.info(`${client.title}: ${action === 'connect' ? 'connected' : 'disconnected'} (${steps.map(({ kind }) => kind).join(', ')})`)
  const kept = backup && `Its settings from before are in ${backup}.`
  return { message: [whatWasDone(plan), kept, plan.afterwards].filter(Boolean).join(' '), ...(backup && { backup }) }
}

/** @returns the path of the copy of the settings from before, if one was made */
async function applyStep(
  step: PreparedStep,
  { isFirst, plan }: { isFirst: boolean; plan: PreparedPlan },
  context: ClientContext,
  effects: Effects,
): Promise<string | undefined> {
  const { computer } = context
  const { client } = plan
  switch (step.kind) {
    case 'change-file':
      return changeFile(isFirst ? step : { ...step, change: step.again() }, effects)
    case 'run':
      return runProgram(plan, step, context)
    case 'open-link':
      return open(client, 'link', () => computer.openLink?.(step.link))
    case 'open-file':
      return open(client, 'file', () => computer.openFile?.(step.file))
  }
}

/** The system's error may quote the link, which contains the token, so it is dropped. */
async function open({ title }: Client, what: 'link' | 'file', work: () => Promise<void> | undefined): Promise<undefined> {
  try {
    await work()
  } catch (error) {
    if (isProblem(error)) throw error
    throw new Problem(
      'client-settings',
      `The system could not open the ${what} with ${title}. Start ${title} once, then try again, or connect it by hand.`,
    )
  }
}

type FileStep = { place: EntryPlace; change: FileChange; sets: boolean }

/** Writes a settings file, and records what is needed to restore it byte for byte. */
export function changeFile({ place, change, sets }: FileStep, { records, now }: Omit<Effects, 'log'>): string | undefined {
  const { backup } = writeSettingsFile(change, { now })
  records.write(place.file, sets ? recordAfterSet(records.read(place.file), change, backup) : undefined)
  return backup
}

async function runProgram(
  plan: PreparedPlan,
  { program, words }: { program: string; words: string[] },
  context: ClientContext,
): Promise<undefined> {
  const { client, otherWays = [] } = plan
  refuseReadOnlySettings(plan, context)
  const { exitCode, output } = await context.computer.run(program, words)
  // What it was to do may be done already, by another process at the same moment: some commands call that a failure.
  if (exitCode === 0 || isDone(plan, context)) return
  const says = firstLine(output, [context.connection.token])
  const sentence = `The command of ${client.title} failed${says ? ` and said: ${says}` : ` (exit code ${exitCode})`}`
  const advice = otherWays.includes('settings') ? ' You can change its settings file instead.' : ''
  throw new Problem('client-settings', `${sentence.replace(/[.\s]*$/, '')}. Nothing else was done.${advice}`)
}

/** The command would replace a file that its owner made read-only. @throws Problem `client-settings` */
function refuseReadOnlySettings({ client, action }: PreparedPlan, { computer }: ClientContext): void {
  const places = client.places(computer)
  const changed = action === 'connect' ? places.slice(0, 1) : places.filter((place) => readEntry(place).state === 'entry')
  for (const place of changed) refuseReadOnly(findFile(place).file)
}

/** Colours and control characters go first: a secret may be coloured in parts, and must be found whole. */
function firstLine(output: string, secrets: string[]): string | undefined {
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[^\P{C}\n]/gu, '')
  const line = hideSecrets(plain, secrets)
    .split('\n')
    .find((one) => one.trim() !== '')
  return line?.trim().slice(0, 300)
}

const maximumChecks = 10
const checkIntervalMs = 150

/** A command that succeeds may have written somewhere else, such as into another profile. */
async function checkResult(plan: PreparedPlan, context: ClientContext, { records }: Effects): Promise<void> {
  const { client, action } = plan
  // An editor that is already running does the command's work later: a half-written file may be read here.
  for (let checks = 1; !isDone(plan, context) && checks < maximumChecks; checks += 1) await pause(checkIntervalMs)
  // The records are no longer true: the client itself wrote the files.
  for (const place of client.places(context.computer)) {
    records.write(place.file, undefined)
    keepKeyPrivate(place)
  }
  if (isDone(plan, context)) return
  const shows = action === 'connect' ? 'do not show Tonearm' : 'still show Tonearm'
  throw new Problem(
    'client-settings',
    `The command of ${client.title} reported success, but its settings ${shows}. Open them, and change them by hand.`,
  )
}

/** Whether the client's settings are as the plan wants them. */
function isDone({ client, action }: PreparedPlan, context: ClientContext): boolean {
  try {
    const { state } = client.status(context)
    return action === 'connect' ? state === 'connected' || state === 'off' : !hasOurEntry(state)
  } catch (error) {
    if (!isProblem(error)) throw error
    return false
  }
}

function whatWasDone({ client, action, steps }: PreparedPlan): string {
  if (steps.some(({ kind }) => kind === 'open-link' || kind === 'open-file')) return `${client.title} was asked to add Tonearm.`
  return `${client.title} is ${action === 'connect' ? 'connected' : 'disconnected'}.`
}
