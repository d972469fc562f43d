import type { Dialog, OpenDialogOptions } from 'electron'
import { importSentences } from '../../app/import-sentences.ts'
import type { Tonearm } from '../../app/tonearm-type.ts'
import type { ActionResult, Contract } from '../../shared/contract.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'

type HistoryFunctions = Pick<
  Contract,
  | 'history'
  | 'historyTop'
  | 'historyChart'
  | 'historyYear'
  | 'importHistory'
  | 'cancelImport'
  | 'pauseHistory'
  | 'eraseHistory'
  | 'exportHistory'
>

const longestList = 3

/** The part of the contract that is about the listening history. Throws a Problem when something cannot be done. */
export function historyHandlers(parts: { tonearm: Tonearm; dialog: Pick<Dialog, 'showOpenDialog'> }): HistoryFunctions {
  const { dialog } = parts
  const { history, historyPage } = parts.tonearm

  async function importHistory({ files, bringBackErased = false }: Parameters<Contract['importHistory']>[0]): Promise<ActionResult> {
    if (history.state().importing) throw new Problem('not-available', 'An import is running already. Wait until it is done, or cancel it.')
    const paths = files ?? (await dialog.showOpenDialog(chooseExport)).filePaths
    if (paths.length === 0) return { ok: true }
    const report = await historyPage.import(paths, bringBackErased)
    // A folder of a thousand broken files would fill the window.
    const short = { ...report, notRead: report.notRead.slice(0, longestList) }
    const more = report.notRead.length - short.notRead.length
    const sentences = importSentences(short, 'To bring back what you erased, tick "Also bring back what I erased" and import again.')
    return done([...sentences, ...(more > 0 ? [`${counted(more, 'other file')} could not be imported.`] : [])].join(' '))
  }

  return {
    history: async () => ({ ok: true, value: await historyPage.overview() }),
    historyTop: async (wanted) => ({ ok: true, value: await historyPage.top(wanted) }),
    historyChart: async (wanted) => ({ ok: true, value: await historyPage.chart(wanted) }),
    historyYear: async (year) => ({ ok: true, value: await historyPage.year(year) }),
    importHistory,
    async cancelImport() {
      await history.cancelImport()
      return { ok: true }
    },
    async pauseHistory(paused) {
      if (paused) history.pause()
      else history.resume()
      return done(
        paused ? 'Paused. What you play from now on is not kept, by a later import either.' : 'What you play from now on is kept again.',
      )
    },
    async eraseHistory(what) {
      const erased = await historyPage.erase(what)
      return done(erased === 0 ? 'There was nothing to erase.' : `${counted(erased, 'play')} erased. Later imports leave them out.`)
    },
    async exportHistory(format) {
      const { plays, file } = await historyPage.export(format)
      return done(`${counted(plays, 'play')} written to ${file}`)
    },
  }
}

/** Folders can be dropped on the window. A dialog for both exists on macOS only. */
const chooseExport: OpenDialogOptions = {
  title: 'Import listening history',
  buttonLabel: 'Import',
  properties: ['openFile', 'multiSelections'],
  filters: [{ name: 'Data from Spotify', extensions: ['zip', 'json'] }],
}

function done(message: string): ActionResult {
  return { ok: true, message }
}
