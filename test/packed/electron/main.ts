import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openArchive } from '../archive.ts'

// What stands where Electron's binary would, in the packed app: it starts the app of the archive beside it on the stand-in.
//
//   node test/packed/electron/main.ts <executable> [words]
//
// Electron reads app.asar as if it were a folder; Node does not, so it becomes one, in a place where no other module can be found than those
// that were packed. What is unpacked comes from app.asar.unpacked, and fails when it is not there; the threads find it only there.

const [executable = '', ...words] = process.argv.slice(2)
const resourcesPath = mkdtempSync(join(tmpdir(), 'tonearm-resources-'))
process.on('exit', () => rmSync(resourcesPath, { recursive: true, force: true, maxRetries: 5 }))
const resources = join(dirname(executable), 'resources')
const folder = join(resourcesPath, 'app.asar')
openArchive(join(resources, 'app.asar')).extractTo(folder)
rmSync(join(folder, 'out', 'workers'), { recursive: true, force: true })
for (const name of readdirSync(resources).filter((name) => name !== 'app.asar')) {
  symlinkSync(join(resources, name), join(resourcesPath, name))
}

// As Electron has it; electron-log finds the app's name through it.
Object.assign(process, { resourcesPath })
process.env.STAND_IN_PACKAGED = '1'
process.argv = [process.execPath, executable, folder, join('out', 'main.js'), ...words]
await import('../../stand-in/launcher.ts')
