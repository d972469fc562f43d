import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { type Page, pages } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import type { Command, Start } from './terminal/command.ts'
import { didYouMean } from './terminal/did-you-mean.ts'

/** `tonearm open` */
export const open: Command = {
  summary: 'open the window of the app that is running in the tray',
  usage: ['open', 'open PAGE'],
  about: `PAGE is one of ${pages.join(', ')}.`,
  flags: {},
  examples: [
    ['open', 'bring the window to the front'],
    ['open permissions', 'choose what Tonearm may do'],
  ],
  exitCodes: { 1: 'no Tonearm with a window is running' },
  completions: Object.fromEntries(pages.map((page) => [page, []])),
  words: ([name, ...others]) => {
    const page = pages.find((known) => known === name)
    if (others.length > 0) return '"tonearm open" takes one page'
    if (name !== undefined && !page) return `There is no page "${name}"${didYouMean(name, pages) || `. The pages are ${pages.join(', ')}`}`
    return { page }
  },
  run: openWindow,
}

/** @throws Problem `not-available` */
async function openWindow({ flags, terminal, paths }: Start): Promise<void> {
  const input: { page?: Page } = flags.page ? { page: flags.page } : {}
  const told = await controlRunningEndpoint(paths.endpoint, 'open-window', { input })
  if (told.state === 'none') throw new Problem('not-available', 'Tonearm is not running. Start the app, then try again.')
  if (told.state === 'failed') throw new Problem('not-available', told.reason)
  terminal.answer('The window is open.')
}
