import { silentLog } from '../../src/config/logging.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openLibraryIndex } from '../../src/store/library-index.ts'
import { openShortIds } from '../../src/store/short-ids.ts'
import { whenFree } from '../../src/store/when-free.ts'

/** What a writer says on standard output, a line each: that it has written a round, and how the receipt of it is called. */
export type Written = { round: number; receipt: string }

// `node writer-child.ts FILE NAME ROUNDS`: writes into everything that the database has, as app and command do, and is not careful at all.

const [file = '', name = '', rounds = ''] = process.argv.slice(2)
const database = openDatabase(file, silentLog)
const [shortIds, changes, library] = [openShortIds(database), openChangeLog(database), openLibraryIndex(database)]

for (let round = 1; round <= Number(rounds); round += 1) {
  const receipt = await changes.begin({ account: name, client: 'test', what: `round ${round}`, revert: { rows: 'x'.repeat(2_000) } })
  shortIds.remember([{ id: `${name}${String(round).padStart(22 - name.length, '0')}`, type: 'track', name: `Song ${round}` }])
  const list = { list: 'shared', name: 'Shared', version: `${name} ${round}`, total: 20 }
  library.replace(
    'everybody',
    list,
    Array.from({ length: 20 }, (_, position) => ({ position, item: { by: name, round }, words: 'song' })),
  )
  changes.finish(receipt, 'done')
  await whenFree(database.flush)
  process.stdout.write(`${JSON.stringify({ round, receipt } satisfies Written)}\n`)
}
database.close()
