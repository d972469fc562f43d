/** The exit codes of `tonearm`. Those above 128 are 128 and the number of the signal, as shells count them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongCommandLine: 2,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const

/** What each means, for the help and the documentation. */
export const exitCodeMeanings: Readonly<Record<number, string>> = {
  [exitCodes.done]: 'it is done',
  [exitCodes.failed]: 'it failed; standard error says why and what to do',
  [exitCodes.wrongCommandLine]: 'the command line is not valid; nothing was done',
  [exitCodes.hungUp]: 'stopped because the terminal window was closed',
  [exitCodes.interrupted]: 'stopped with Ctrl-C, also at a question',
  [exitCodes.terminated]: 'stopped by another program (SIGTERM)',
}

/** The exit code of a command that was stopped before it was done. */
export function exitCodeOf(signal: unknown): number {
  if (signal === 'SIGHUP') return exitCodes.hungUp
  return signal === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted
}
