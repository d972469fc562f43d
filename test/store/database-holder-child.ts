import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

// `node database-holder-child.ts FILE MILLISECONDS`: another program that writes to the database and takes its time. Says "locked" and "free".

const [file = '', milliseconds = ''] = process.argv.slice(2)
const database = new DatabaseSync(file, { timeout: 5_000 })
database.exec('BEGIN IMMEDIATE')
process.stdout.write('locked\n')
await wait(Number(milliseconds))
database.exec('ROLLBACK')
database.close()
process.stdout.write('free\n')
