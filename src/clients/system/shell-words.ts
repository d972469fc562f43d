/**
 * A command as a person types it into the terminal of their system: sh and its kin, or on Windows cmd.exe.
 *
 * Only for showing and copying: what we run ourselves meets no shell.
 */
export function shellCommand(words: string[], platform: NodeJS.Platform): string {
  return words.map(platform === 'win32' ? windowsWord : posixWord).join(' ')
}

function posixWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** As programs of Windows take their words apart (https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments). */
function windowsWord(word: string): string {
  if (/^[\w@+=:,./\\-]+$/.test(word)) return word
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}
