import { basename } from 'node:path'
import type { Shell } from 'electron'
import { Problem } from '../../shared/problem.ts'

/** The one file of ours that is opened with the program that the system has for it: the extension for Claude Desktop. */
const bundleName = 'tonearm.mcpb'

/**
 * Opens the extension for Claude Desktop, which then asks whether to install it. Opening a file can run it, so it is that one file or none.
 *
 * @param options.bundle its absolute path; undefined where it was not built
 * @throws Problem `not-available` when no program is there for it
 */
export function createOpenBundle(options: { shell: Pick<Shell, 'openPath'>; bundle: string | undefined }): (file: string) => Promise<void> {
  const { shell, bundle } = options
  return async (file) => {
    if (file !== bundle || basename(file) !== bundleName)
      throw new Error('A file was to be opened that is not the extension, which was refused.')
    if (await shell.openPath(file)) {
      throw new Problem(
        'not-available',
        `The extension could not be opened: the system knows no app for it. Start Claude Desktop once, then try again, or open ${file} in the settings of Claude Desktop yourself.`,
      )
    }
  }
}
