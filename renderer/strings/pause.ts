import type { PauseLength } from '../../src/shared/pause-length.ts'

/** The texts about pausing the access of apps. */
export const pauseTexts = {
  title: 'Access for apps',
  open: 'Connected apps can use your music. Pause access:',
  signedOut: 'Connected apps can use your music when you are signed in. Pause access:',
  paused: 'Apps stay connected. They are told that you paused, and cannot use your music.',
  lengths: [
    ['hour', 'For an hour'],
    ['tomorrow', 'Until tomorrow'],
    ['open', 'Until I resume'],
  ] satisfies [PauseLength, string][] as [PauseLength, string][],
  pauseThis: (length: string) => `Pause access: ${length}`,
  resume: 'Resume access',
  whileLocked: {
    title: 'Pause while the screen is locked',
    text: 'Apps cannot use your music until you unlock the screen.',
    notTold: 'Not on Linux: it does not tell Tonearm when the screen is locked.',
  },
}
