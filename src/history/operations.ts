import { readColumns } from '../store/history/columns.ts'
import { adoptAccount, type EraseWhat, erasePlays, forgetAccount } from '../store/history/erase-plays.ts'
import type { HistoryDatabase } from '../store/history/history-database.ts'
import { readHistoryStatus } from '../store/history/history-status.ts'
import { addLivePlays } from '../store/history/live-plays.ts'
import { erasures } from '../store/history/spans.ts'
import { storedPlays } from '../store/history/stored-plays.ts'
import { exportPlays } from './export-plays.ts'
import { importFiles, type Watch } from './import/import-files.ts'
import { createNotKept } from './not-kept.ts'
import type { EraseRequest, OperationName, Operations } from './protocol.ts'
import { createListened, type Listened } from './questions/listened.ts'
import { type QuestionInput, type QuestionName, type QuestionResult, questions } from './questions/questions.ts'
import { foldedName } from './recording.ts'

/** What the worker does for each request. */
export type Carriers = {
  [Name in OperationName]: (
    input: Operations[Name]['input'],
    watch: Watch,
  ) => Operations[Name]['result'] | Promise<Operations[Name]['result']>
}

/** Artists are known by the words by which two names count as the same. */
function inTables(erase: EraseRequest): EraseWhat {
  return erase.what === 'artist' ? { what: 'artist', foldedName: foldedName(erase.name) } : erase
}

type Question = (listened: Listened, input: QuestionInput<QuestionName>) => QuestionResult<QuestionName>

/** The operations on an open history. Those that write must not run at the same time. */
export function createOperations(history: HistoryDatabase): Carriers {
  const { database } = history
  let kept: { version: string; listened: Listened } | undefined

  /** They are read again after each change, whoever made it. */
  function listenedBy(account: number): Listened {
    const version = history.version()
    if (kept?.listened.account === account && kept.version === version) return kept.listened
    kept = undefined
    kept = { version, listened: createListened(readColumns(database, account), database, account) }
    return kept.listened
  }

  return {
    import: (request, watch) => importFiles(history, request, watch),

    collect: ({ account, plays, pauses, at }) =>
      history.write(() => {
        const number = history.accountNumber(account)
        const notKept = createNotKept({ erasures: erasures(database, number), pauses })
        const times = plays.map(({ playedAt }) => playedAt)
        const wanted = plays.filter((play) => notKept.live(play) === undefined)
        return addLivePlays(database, number, history.names(), { plays: wanted, times, at })
      }),

    erase({ account, erase, at }) {
      const count = history.write(() => erasePlays(database, history.accountNumber(account), inTables(erase), at))
      history.scrub()
      return count
    },

    export: ({ account, file, format }) => exportPlays(storedPlays(database, history.findAccount(account)), file, format),

    status: ({ account }) => readHistoryStatus(database, history.findAccount(account)),

    ask({ account, question, input }) {
      const answer = questions[question] as Question
      return answer(listenedBy(history.findAccount(account)), input)
    },

    adopt: ({ earlierId, account }) => void history.write(() => adoptAccount(database, earlierId, account)) as undefined,

    forget({ account }) {
      history.write(() => forgetAccount(database, account))
      history.scrub()
      return undefined
    },
  }
}
