import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../config/logging.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { PreparedPlan, PreparedStep } from './change-view.ts'
import type { Client, Surroundings } from './client.ts'
import { recordAfterSet } from './files/change-record.ts'
import type { ChangeRecords } from './files/change-record-file.ts'
import type { EntryPlace } from './files/entry-place.ts'
import type { FileChange } from './files/file-change.ts'
import { carryOut } from './files/write-settings-file.ts'
import { hideSecrets } from './secrets.ts'

/** What carrying out needs beside the plan. */
export type Means = { records: ChangeRecords; log: Log; now: () => number }

/** Does what a plan says, and looks whether it worked where that can be seen. @throws Problem `client-settings`, `changed-since` */
export async function carryOutPlan(plan: PreparedPlan, around: Surroundings, means: Means): Promise<{ message: string; backup?: string }> {
  const { client, action, steps } = plan
  if (steps.length === 0) return { message: plan.summary }
  let backup: string | undefined
  for (const step of steps) backup = (await carryOutStep(step, client, around, means)) ?? backup
  if (steps.some(({ kind }) => kind === 'run')) await checkResult(plan, around, means)
  means.log.info(`${client.title}: ${action === 'connect' ? 'connected' : 'disconnected'} (${steps.map(({ kind }) => kind).join(', ')})`)
  const kept = backup && `Its settings from before are in ${backup}.`
  return { message: [whatWasDone(plan), kept, plan.afterwards].filter(Boolean).join(' '), ...(backup && { backup }) }
}

/** @returns the path of the copy of the settings from before, if one was made */
async function carryOutStep(step: PreparedStep, client: Client, around: Surroundings, means: Means): Promise<string | undefined> {
  const { computer } = around
  switch (step.kind) {
    case 'change-file':
      return changeFile(step, means)
    case 'run':
      return runProgram(client, step, around)
    case 'open-link':
      return open(client, 'link', () => computer.openLink?.(step.link))
    case 'open-file':
      return open(client, 'file', () => computer.openFile?.(step.file))
  }
}

/** What the system says against it may quote the link, which holds the token, so it goes no further. */
async function open({ title }: Client, what: 'link' | 'file', work: () => Promise<void> | undefined): Promise<undefined> {
  try {
    await work()
  } catch (error) {
    if (isProblem(error)) throw error
    throw new Problem('client-settings', `The system could not open the ${what} with ${title}. Start ${title} once, or connect it by hand.`)
  }
}

type FileStep = { place: EntryPlace; change: FileChange; sets: boolean }

/** Writes a settings file, and remembers what is needed to give it back its bytes from before. */
export function changeFile({ place, change, sets }: FileStep, { records, now }: Omit<Means, 'log'>): string | undefined {
  const { backup } = carryOut(change, { now })
  records.write(place.file, sets ? recordAfterSet(records.read(place.file), change, backup) : undefined)
  return backup
}

async function runProgram(
  client: Client,
  { program, words }: { program: string; words: string[] },
  around: Surroundings,
): Promise<undefined> {
  const { exitCode, output } = await around.computer.run(program, words)
  if (exitCode === 0) return
  const says = firstLine(output, [around.connection.token])
  const sentence = `The command of ${client.title} failed${says ? ` and said: ${says}` : ` (exit code ${exitCode})`}`
  throw new Problem('client-settings', `${sentence.replace(/[.\s]*$/, '')}. Nothing else was done.`)
}

/** Without colours and control characters, and without secrets, which may have been coloured in parts. */
function firstLine(output: string, secrets: string[]): string | undefined {
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[^\P{C}\n]/gu, '')
  const line = hideSecrets(plain, secrets)
    .split('\n')
    .find((one) => one.trim() !== '')
  return line?.trim().slice(0, 300)
}

const looksAtResult = 10
const betweenLooksMs = 150

/** A command that says it succeeded may have written somewhere else, such as for another profile. */
async function checkResult({ client, action }: PreparedPlan, around: Surroundings, { records }: Means): Promise<void> {
  const isDone = () => {
    const { state } = client.status(around)
    return action === 'connect' ? state === 'connected' : !['connected', 'outdated'].includes(state)
  }
  // An editor that runs already gets the command handed over, and writes when it comes to it: half of its settings may be seen.
  const isSeen = () => {
    try {
      return isDone()
    } catch (error) {
      if (!isProblem(error)) throw error
      return false
    }
  }
  for (let looks = 1; !isSeen() && looks < looksAtResult; looks += 1) await pause(betweenLooksMs)
  // What we knew of the files is not so any more: the client itself wrote them.
  for (const { file } of client.places(around.computer)) records.write(file, undefined)
  if (isDone()) return
  const shows = action === 'connect' ? 'do not show Tonearm' : 'still show Tonearm'
  throw new Problem(
    'client-settings',
    `The command of ${client.title} ended well, but its settings ${shows}. Look into them, and change them by hand.`,
  )
}

function whatWasDone({ client, action, steps }: PreparedPlan): string {
  if (steps.some(({ kind }) => kind === 'open-link' || kind === 'open-file')) return `${client.title} was asked to add Tonearm.`
  return `${client.title} is ${action === 'connect' ? 'connected' : 'disconnected'}.`
}
