import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Updater } from '../../../src/desktop/system/updates.ts'
import './electron.ts'

// The updater that was built into the packed app finds, fetches and checks a new version, from a server of this process:
//
//   node test/packed/updater/main.ts <folder of the app, unpacked from its archive> <folder for this program's files>
//
// Only the last step is left out: the system's own installer.

const [app = '', files = ''] = process.argv.slice(2)

const update = Buffer.from('the next version')
const sha512 = createHash('sha512').update(update).digest('base64')
const description = `version: 99.0.0\nfiles:\n  - url: next.AppImage\n    sha512: ${sha512}\n    size: ${update.length}\npath: next.AppImage\nsha512: ${sha512}\n`
const server = createServer((request, response) => {
  if (request.url === '/next.AppImage') response.end(update)
  else if (request.url?.startsWith('/latest-linux.yml?')) response.end(description)
  else response.writeHead(404).end()
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

Object.assign(process, { resourcesPath: files })
process.env.XDG_CACHE_HOME = files
// Else it takes us for a build that does not update itself.
process.env.APPIMAGE = join(files, 'this.AppImage')
const { port } = server.address() as AddressInfo
writeFileSync(join(files, 'app-update.yml'), `provider: generic\nurl: http://127.0.0.1:${port}/\nupdaterCacheDirName: updates\n`)

const main = readFileSync(join(app, 'out', 'main.js'), 'utf8')
const [, built = ''] = /import\("\.\/(desktop\/[^"]+)"\)[^";]*\.autoUpdater/.exec(main) ?? []
const { autoUpdater } = ((await import(pathToFileURL(join(app, 'out', built)).href)) as { default: { autoUpdater: Updater } }).default
Object.assign(autoUpdater, { autoInstallOnAppQuit: false, logger: null, disableDifferentialDownload: true })

const found = await autoUpdater.checkForUpdates()
const [fetched = ''] = ((await found?.downloadPromise) ?? []) as string[]
assert.equal(found?.updateInfo.version, '99.0.0')
assert.deepEqual(readFileSync(fetched), update)
server.close()
