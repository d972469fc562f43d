import { resolve } from 'node:path'
import type { ImportReport } from '../app/listening-history.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import type { Command } from './terminal/command.ts'
import { exitCodeOf, exitCodes } from './terminal/exit-codes.ts'
import { type HistoryRequest, parseHistoryRequest } from './terminal/history-arguments.ts'
import { historyLines, importLines, progressLine } from './terminal/history-lines.ts'
import type { Invocation } from './terminal/invocation.ts'
import { requireYes } from './terminal/is-confirmed.ts'
import { importInRunning } from './terminal/running-import.ts'

/** A large history takes seconds, or minutes on a slow disk. */
const longestEraseMs = 60 * 60_000

/** `tonearm history` */
export const history: Command = {
  summary: 'what is kept of your listening: show, import, export, erase',
  usage: ['history', 'history import FILE...', 'history export FILE', 'history erase', 'history pause', 'history resume'],
  about: 'Tonearm keeps what you play on this computer. With your data from Spotify it also knows the years before.',
  flags: {
    account: 'of another account than the one that is signed in',
    'bring-back-erased': 'import: also what you erased before',
    all: 'erase: everything',
    private: 'erase: private sessions',
    artist: 'erase: everything by this artist',
    from: 'erase: from this day on, such as 2026-03-29',
    to: 'erase: up to this day, which is included',
    yes: 'erase: do not ask, answer yes',
    json: 'one line of JSON on standard output',
  },
  examples: [
    ['history', 'what is kept'],
    ['history import my_spotify_data.zip', 'add the years before Tonearm'],
    ['history export plays.csv', 'write every play into a new file; .json for JSON'],
    ['history erase --from 2026-03-01 --to 2026-03-31', 'delete the plays of a month for good'],
  ],
  completions: { status: [], import: 'files', export: 'files', erase: [], pause: [], resume: [] },
  words(words, given) {
    const request = parseHistoryRequest(words, given)
    return typeof request === 'string' ? request : { history: request }
  },
  run: async (start) => showOrChange(await start.open()),
}

/** Shows what is kept of listening, imports Spotify's data, exports it, erases it, and pauses keeping. @returns the exit code */
async function showOrChange(invocation: Invocation): Promise<number> {
  const request = invocation.flags.history ?? { action: 'status' }
  await invocation.tonearm.restore()
  switch (request.action) {
    case 'status':
      await status(invocation, request)
      break
    case 'import':
      return importFiles(invocation, request)
    case 'export':
      await exportPlays(invocation, request)
      break
    case 'erase':
      await erase(invocation, request)
      break
    case 'pause':
      invocation.tonearm.history.pause()
      invocation.terminal.answer(
        'Paused. What you play from now on is not kept, by a later import either. To go on: tonearm history resume',
      )
      break
    case 'resume':
      invocation.tonearm.history.resume()
      invocation.terminal.answer('What you play from now on is kept again.')
      break
  }
  return exitCodes.done
}

async function status({ tonearm, flags, terminal }: Invocation, { account }: HistoryRequest): Promise<void> {
  const kept = await tonearm.history.status(tonearm.history.account(account))
  terminal.answer(flags.json ? JSON.stringify(kept) : historyLines(kept, tonearm.history.state().keeping))
}

/** Through the Tonearm that runs, which alone writes then; else here. Ctrl-C stops it, wherever it runs: the files that are done stay. */
async function importFiles(invocation: Invocation, request: HistoryRequest & { action: 'import' }): Promise<number> {
  const { tonearm, terminal, flags, paths, signal } = invocation
  const account = tonearm.history.account(request.account)
  const input = { account, paths: request.files.map((file) => resolve(file)), bringBackErased: request.bringBackErased }
  const showProgress = (progress: Parameters<typeof progressLine>[0]) => terminal.progress(progressLine(progress))
  const onProgress = terminal.interactive && !flags.json ? showProgress : undefined
  const running = await importInRunning(paths.endpoint, input, { signal, onProgress })
  const report = running ?? (await importHere())
  if (flags.json) {
    const { rows, plays, added, leftOut, notRead, cancelled } = report
    terminal.answer(JSON.stringify({ rows, plays, added, leftOut, notRead, cancelled }))
  } else {
    terminal.answer(importLines(report))
  }
  if (!report.cancelled) return exitCodes.done
  return signal.aborted ? exitCodeOf(signal.reason) : exitCodes.failed

  function importHere(): Promise<ImportReport> {
    return tonearm.history.import(input, {
      signal,
      onProgress() {
        const { importing } = tonearm.history.state()
        if (importing) onProgress?.(importing)
      },
    })
  }
}

async function exportPlays({ tonearm, terminal, flags }: Invocation, request: HistoryRequest & { action: 'export' }): Promise<void> {
  const file = resolve(request.file)
  const plays = await tonearm.history.export({ account: tonearm.history.account(request.account), file, format: request.format })
  terminal.answer(flags.json ? JSON.stringify({ plays, file }) : `${counted(plays, 'play')} written to ${file}`)
}

async function erase(invocation: Invocation, request: HistoryRequest & { action: 'erase' }): Promise<void> {
  const { tonearm, terminal, flags, paths } = invocation
  const account = tonearm.history.account(request.account)
  if (!flags.yes) await requireYes(invocation, 'Erase these plays from this computer for good?', 'Nothing was erased')
  const input = { account, erase: request.erase }
  const running = await controlRunningEndpoint(paths.endpoint, 'erase-history', { input, timeoutMs: longestEraseMs })
  if (running.state === 'failed') throw new Problem('file-unusable', running.reason)
  const erased = running.state === 'done' ? Number(running.result) : await tonearm.history.erase(account, request.erase)
  terminal.answer(flags.json ? JSON.stringify({ erased }) : `${counted(erased, 'play')} erased. Later imports leave them out.`)
}
