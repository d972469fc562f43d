import open from 'open'
import type { TonearmOptions } from '../../app/tonearm-type.ts'
import { Problem } from '../../shared/problem.ts'

/** Opens links and files on the screen of whoever sits at this computer. */
export type Screen = Pick<NonNullable<TonearmOptions['computer']>, 'openLink' | 'openFile'>

/**
 * What can be opened from here: nothing where there is no desktop (a server, a container, a plain console), or where the person wants nothing opened.
 *
 * @param from.browser false for `--no-browser`
 */
export function findScreen(from: { browser: boolean; platform: NodeJS.Platform; environment: NodeJS.ProcessEnv }): Screen {
  const { browser, platform, environment } = from
  const hasDesktop = platform === 'darwin' || platform === 'win32' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  return browser && hasDesktop ? { openLink: show, openFile: show } : {}
}

async function show(target: string): Promise<void> {
  try {
    await open(target)
  } catch (error) {
    // Its message may hold the link, and that the key.
    throw new Problem('not-available', 'This computer could not open it. Try --settings, or "tonearm clients show" for the way by hand.', {
      cause: error instanceof Error ? error.name : undefined,
    })
  }
}
