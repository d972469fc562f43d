import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// Runs an app on the stand-in in a process of its own, as `electron <folder> [words]` would:
//
//   node test/stand-in/launcher.ts <folder> [entry] [words]
//
// `entry` is a path below the folder; without it the folder's out/main.js. The process ends with the app.

const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})

const [folder = '.', entry = join('out', 'main.js'), ...words] = process.argv.slice(2)
const appPath = resolve(folder)
process.argv = [process.execPath, appPath, ...words]

const { launch } = await import('./control.ts')
const { closeBrowser } = await import('./chromium.ts')
const app = await launch(
  { appPath, home: process.env.HOME ?? appPath, packaged: process.env.STAND_IN_PACKAGED === '1' },
  () => import(pathToFileURL(resolve(appPath, entry)).href),
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void app.quit())
const code = await app.ended
for (const { title, content } of app.errorBoxes) process.stderr.write(`${title}: ${content}\n`)
await app.dispose()
await closeBrowser()
process.exit(code)
