import { mkdirSync } from 'node:fs'
import { app, dialog } from 'electron'
import { prepareDataDirectory } from './config/data-directory.ts'
import { keepHeapSmall } from './config/small-heap.ts'
import { parseLaunchOptions } from './desktop/launch-options.ts'
import { startDesktop } from './desktop/start.ts'

// The entry of the desktop app. There is one app for each data directory, so that directory has to be known before the lock is asked for; and
// without the lock nothing is opened, read or listened to: the app that runs shows its window instead.

keepHeapSmall()

const launch = parseLaunchOptions(process.argv, process.env)

try {
  prepareDataDirectory(launch.paths)
  app.setName('Tonearm')
  app.setPath('userData', launch.paths.directory)
  app.setPath('sessionData', prepareWebFolder(launch.paths.web))
  if (app.requestSingleInstanceLock()) startDesktop(launch)
  else app.quit()
} catch (error) {
  dialog.showErrorBox('Tonearm could not start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}

/** Chromium's own files go into a folder of theirs, not between the person's settings and history. */
function prepareWebFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}
