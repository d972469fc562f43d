import type { Page } from '../../src/shared/contract.ts'

/** The texts around the pages. */
export const windowTexts = {
  product: 'Tonearm',
  connecting: 'One moment …',
  noAnswer: 'Tonearm did not answer. Try again. If that does not help, quit Tonearm and start it again.',
  notConnected: { title: 'Tonearm does not answer', retry: 'Try again' },
  question: {
    title: (app: string) => `${app} wants to remove a lot`,
    nothingYet: 'Nothing was removed yet.',
    yes: 'Allow once',
    no: 'Don’t allow',
  },
  nav: { label: 'Pages', unfinished: 'not finished', problem: 'needs your attention', update: 'a new version is ready' },
  pages: {
    setup: 'Set up',
    status: 'Status',
    activity: 'Activity',
    history: 'History',
    permissions: 'Permissions',
    clients: 'Apps',
    advanced: 'Advanced',
    about: 'Help',
  } satisfies Record<Page, string>,
}
