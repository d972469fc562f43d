import { basename } from 'node:path'
import type { Shell } from 'electron'
import { Problem } from '../../shared/problem.ts'

/** The only file that Tonearm asks the system to open: the extension for Claude Desktop. */
const bundleName = 'tonearm.mcpb'

/**
 * Opens the extension for Claude Desktop, which then asks whether to install it. Opening a file can run it, so only this file is opened.
 *
 * @param options.bundle its absolute path; undefined where it was not built
 * @throws Problem `not-available` when no app opens it
 */
export function createOpenBundle(options: { shell: Pick<Shell, 'openPath'>; bundle: string | undefined }): (file: string) => Promise<void> {
  const { shell, bundle } = options
  return async (file) => {
    if (file !== bundle || basename(file) !== bundleName) throw new Error('Refused to open a file that is not the extension.')
    if (await shell.openPath(file)) {
      throw new Problem(
        'not-available',
        `Tonearm could not open the extension, because this computer has no app for it. Start Claude Desktop once, then try again. Or open ${file} in the settings of Claude Desktop.`,
      )
    }
  }
}
