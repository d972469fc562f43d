import { silentLog } from '../../src/config/logging.ts'
import { createHistory } from '../../src/history/history.ts'
import { heardList, wanda } from './heard-songs.ts'

// `node history-child.ts DATABASE import ARCHIVE`: imports, and says `importing` with each part. `node history-child.ts DATABASE collect FIRST`: keeps
// Spotify's list as it is after each song from FIRST on, and says how many songs were heard when each list is kept.

const [file = '', task, word = ''] = process.argv.slice(2)
const history = createHistory({ file, log: silentLog })
const say = (text: string) => void process.stdout.write(`${text}\n`)

say('ready')
if (task === 'import') {
  const request = { account: wanda, paths: [word], pauses: [], bringBackErased: false }
  const { added } = await history.import(request, { onProgress: () => say('importing') })
  say(`added ${added}`)
} else {
  for (let heard = Number(word); ; heard += 1) {
    await history.collect({ account: wanda, plays: heardList(heard), pauses: [], at: Date.now() })
    say(`kept ${heard}`)
  }
}
await history.close()
