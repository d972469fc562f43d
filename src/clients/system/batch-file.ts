/**
 * Whether a program of Windows is a batch file: only cmd.exe runs those, and Node refuses to hide that, since the words pass through a shell's
 * rules (CVE-2024-27980, https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2).
 */
export function isBatchFile(program: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && /\.(cmd|bat)$/i.test(program)
}

/**
 * What no quoting keeps from cmd.exe: `%` begins a variable inside quotes too, a line end ends the command, and NUL the string.
 *
 * Nothing that we pass has them, but for a token that a person made up, or a folder with such a name.
 */
const unsafe = /[%\r\n\0]/

/** Whether a batch file can be given these words unchanged. */
export function canPassToBatchFile(words: string[]): boolean {
  return !words.some((word) => unsafe.test(word))
}

/**
 * The words after `cmd.exe` that run a batch file with `words`, to be handed over as they are (`windowsVerbatimArguments`).
 *
 * Each word stays within one pair of quotes through all who read it, so that `& | < > ^ ( ) !` are letters: cmd.exe here, cmd.exe once more
 * where the file says `%*`, and the program at the end. A quote in it is doubled, which for cmd.exe leaves the quotes and enters them again,
 * and for the program's C runtime is one quote; so do Rust's and yt-dlp's fixes of the same hole (https://www.kb.cert.org/vuls/id/123335).
 * `/v:off`: no variables as `!NAME!`; `/s`: the outermost quotes go, and nothing else; `/d`: nothing from the registry runs before.
 *
 * @throws RangeError for words that `canPassToBatchFile` refuses
 */
export function batchFileWords(program: string, words: string[]): string[] {
  if (!canPassToBatchFile([program, ...words])) throw new RangeError('A word cannot be passed to a batch file')
  return ['/d', '/e:on', '/v:off', '/s', '/c', `"${[program, ...words].map(quoted).join(' ')}"`]
}

function quoted(word: string): string {
  return `"${word.replace(/(\\*)"/g, '$1$1""').replace(/(\\+)$/, '$1$1')}"`
}
