import open from 'open'
import type { TonearmOptions } from '../../app/tonearm-type.ts'
import { Problem } from '../../shared/problem.ts'

/** Opens links and files on this computer's desktop. */
export type Opener = Pick<NonNullable<TonearmOptions['computer']>, 'openLink' | 'openFile'>

/**
 * What this command can open: nothing where there is no desktop (a server, a container, a plain console), or when the person asked to open nothing.
 *
 * @param from.browser false for `--no-browser`
 */
export function findOpener(from: { browser: boolean; platform: NodeJS.Platform; environment: NodeJS.ProcessEnv }): Opener {
  const { browser, platform, environment } = from
  const hasDesktop = platform === 'darwin' || platform === 'win32' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  return browser && hasDesktop ? { openLink: show, openFile: show } : {}
}

async function show(target: string): Promise<void> {
  try {
    await open(target)
  } catch (error) {
    // Its message may contain the link, and the link contains the key.
    throw new Problem(
      'not-available',
      'This computer could not open it. Try again with --settings, or connect by hand with "tonearm clients show".',
      {
        cause: error instanceof Error ? error.name : undefined,
      },
    )
  }
}
