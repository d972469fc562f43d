import { Problem } from '../../shared/problem.ts'
import type { HistoryDatabase } from '../../store/history/history-database.ts'
import { addKnownStarts } from '../../store/history/imported-plays.ts'
import { dropCoveredShort } from '../../store/history/join-live.ts'
import { forgetErasures } from '../../store/history/spans.ts'
import { createStartFilter } from '../../store/history/start-filter.ts'
import type { ImportProgress, ImportReport, ImportRequest, LeftOutReason } from '../protocol.ts'
import { addRows, type Counts } from './add-rows.ts'
import { type ReadFile, readAhead, readJson } from './read-json.ts'
import { type Form, recogniseForm, wrongPackageSentence } from './recognise.ts'
import { openSources, type SourceFile, type Sources } from './source-files.ts'

/** How an import tells how far it is, and learns that the person stopped it. */
export type Watch = { progress(progress: ImportProgress): void; isCancelled(): boolean }

const progressEveryMs = 100

/** A video file has only the videos of its time. */
const isVideoFile = /video/i

/**
 * Imports Spotify's streaming history from archives, folders and files. A file is in the database whole or not at all; files that are there stay when a
 * later one cannot be read, and when the person stops the import. Importing again adds what is missing and doubles nothing. Spotify is asked for nothing.
 *
 * @throws Problem `not-listening-history` when there is none in the files; of the database
 */
export async function importFiles(history: HistoryDatabase, request: ImportRequest, watch: Watch): Promise<ImportReport> {
  const sources = await openSources(request.paths)
  try {
    return await importSources(history, request, sources, watch)
  } finally {
    sources.close()
  }
}

async function importSources(history: HistoryDatabase, request: ImportRequest, sources: Sources, watch: Watch): Promise<ImportReport> {
  const report = emptyReport(sources)
  const account = history.write(() => {
    const number = history.accountNumber(request.account)
    if (request.bringBackErased) forgetErasures(history.database, number)
    return number
  })
  const starts = createStartFilter()
  addKnownStarts(history.database, account, starts)
  const tell = createTeller(sources.files, watch)
  const shortFiles: SourceFile[] = []

  function look(): void {
    if (!watch.isCancelled()) return
    report.cancelled = true
    throw new Error('The person stopped the import')
  }

  /** @param isNow whether it is the turn of this form */
  async function importFile(read: ReadFile, isNow: (form: Form) => boolean): Promise<void> {
    look()
    const { file } = read
    const content = await readJson(read)
    if ('why' in content) {
      report.notRead.push(content)
      return tell(file, report)
    }
    const form = recogniseForm(content.json)
    if (form && !isNow(form)) return void shortFiles.push(file)
    if (form) {
      const rows = content.json as unknown[]
      const coversItsTime = !isVideoFile.test(file.name)
      addCounts(
        report,
        form,
        history.write(() => addRows(history, { account, starts, form, rows, pauses: request.pauses, coversItsTime }, look)),
      )
    }
    tell(file, report)
  }

  try {
    for await (const read of readAhead(sources.files)) await importFile(read, ({ source }) => source === 'extended')
    // The short form only fills what the extended one leaves.
    for await (const read of readAhead(shortFiles)) await importFile(read, () => true)
  } catch (error) {
    if (!report.cancelled) throw error
  }
  if (report.forms.includes('extended')) report.joined += history.write(() => dropCoveredShort(history.database, account))
  if (report.files === 0 && !report.cancelled) throw nothingFound(sources, report)
  return report
}

function emptyReport({ notRead }: Sources): ImportReport {
  return { rows: 0, plays: 0, added: 0, joined: 0, leftOut: {}, files: 0, forms: [], notRead: [...notRead], cancelled: false }
}

function addCounts(report: ImportReport, { source }: Form, counts: Counts): void {
  report.files += 1
  if (!report.forms.includes(source)) report.forms.push(source)
  for (const name of ['rows', 'plays', 'added', 'joined'] as const) report[name] += counts[name]
  for (const [reason, count] of Object.entries(counts.leftOut) as [LeftOutReason, number][]) {
    report.leftOut[reason] = (report.leftOut[reason] ?? 0) + count
  }
}

function nothingFound({ names }: Sources, { notRead }: ImportReport): Problem {
  const [first] = notRead
  return new Problem('not-listening-history', first ? `${first.file} ${first.why}.` : wrongPackageSentence(names))
}

/** Tells after each file how far the import is, but not too often. */
function createTeller(files: readonly SourceFile[], watch: Watch): (file: SourceFile, report: ImportReport) => void {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const begun = performance.now()
  let doneBytes = 0
  let toldAt = 0
  return ({ bytes }, { rows, plays }) => {
    doneBytes += bytes
    const time = performance.now()
    if (time - toldAt < progressEveryMs && doneBytes < totalBytes) return
    toldAt = time
    const secondsLeft = doneBytes === 0 ? null : Math.round((((time - begun) / doneBytes) * (totalBytes - doneBytes)) / 1_000)
    watch.progress({ rows, plays, doneBytes, totalBytes, secondsLeft })
  }
}
