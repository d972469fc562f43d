import type { Command } from './command.ts'
import { commonFlags, type FlagName, flagOptions, flagValues } from './flags.ts'

export const shells = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof shells)[number]

type Commands = Readonly<Record<string, Command>>

/** For each shell, the script that completes the words of `tonearm`. It starts no program, so that Tab answers at once. */
export const completionScripts: Record<Shell, (commands: Commands) => string> = { bash, zsh, fish }

/** What can follow words that are there, as patterns of a shell's `case`. The first that fits counts. */
function cases(commands: Commands): { pattern: string; words: readonly string[] | 'files' }[] {
  const names = [...Object.keys(commands), 'help']
  return [
    ...Object.entries(flagValues).map(([flag, words]) => ({ pattern: `*" --${flag} "`, words })),
    ...Object.entries(commands).flatMap(([name, { completions = {} }]) =>
      Object.entries(completions).map(([first, words]) => ({ pattern: `" ${name} ${first} "*`, words })),
    ),
    ...Object.entries(commands).map(([name, { completions = {} }]) => ({ pattern: `" ${name} "*`, words: Object.keys(completions) })),
    { pattern: '" help "*', words: Object.keys(commands) },
    { pattern: '*', words: names },
  ]
}

const flagsOf = (flags: Command['flags']) => Object.keys({ ...flags, ...commonFlags }).map((flag) => `--${flag}`)

/** The function that both Bash and Zsh use: it sets `reply` to the words that can follow the words in `$1`, or `files` to 1. */
function follow(commands: Commands): string {
  const flagCases = Object.entries(commands).map(([name, { flags }]) => `      " ${name} "*) reply="${flagsOf(flags).join(' ')}" ;;`)
  const wordCases = cases(commands).map(({ pattern, words }) =>
    words === 'files' ? `    ${pattern}) files=1 ;;` : `    ${pattern}) reply="${words.join(' ')}" ;;`,
  )
  return `_tonearm_follow() {
  local before="$1" current="$2"
  reply="" files=""
  if [[ "$current" == -* ]]; then
    case "$before" in
${flagCases.join('\n')}
      *) reply="${flagsOf({}).join(' ')}" ;;
    esac
    return
  fi
  case "$before" in
${wordCases.join('\n')}
  esac
}`
}

function bash(commands: Commands): string {
  return `# Bash completion for tonearm
${follow(commands)}
_tonearm() {
  local reply files current="\${COMP_WORDS[COMP_CWORD]}"
  _tonearm_follow " \${COMP_WORDS[*]:1:COMP_CWORD-1} " "$current"
  if [[ -n "$files" ]]; then
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -- "$current"))
  else
    COMPREPLY=($(compgen -W "$reply" -- "$current"))
  fi
}
complete -o filenames -F _tonearm tonearm`
}

function zsh(commands: Commands): string {
  return `#compdef tonearm
${follow(commands)}
_tonearm() {
  local reply files
  _tonearm_follow " \${words[2,CURRENT-1]} " "\${words[CURRENT]}"
  if [[ -n "$files" ]]; then
    _files
  else
    compadd -- \${=reply}
  fi
}
# The first Tab runs this file as the function itself.
if [[ "\${funcstack[1]}" == _tonearm ]]; then _tonearm "$@"; else compdef _tonearm tonearm; fi`
}

function fish(commands: Commands): string {
  const help = { summary: 'explain a command', flags: {}, completions: Object.fromEntries(Object.keys(commands).map((name) => [name, []])) }
  const lines = Object.entries<Pick<Command, 'summary' | 'flags' | 'completions'>>({ ...commands, help }).flatMap(([name, command]) => {
    const seen = `__fish_seen_subcommand_from ${name}`
    const first = Object.entries(command.completions ?? {})
    return [
      `complete -c tonearm -n __fish_use_subcommand -a ${name} -d ${quoted(command.summary)}`,
      ...first.flatMap(([word, next]) => [
        `complete -c tonearm -n '${seen}; and not __fish_seen_subcommand_from ${first.map(([one]) => one).join(' ')}' -a ${word}`,
        ...(next === 'files' ? [`complete -c tonearm -n '${seen}; and __fish_seen_subcommand_from ${word}' -F`] : []),
        ...(next !== 'files' && next.length > 0
          ? [`complete -c tonearm -n '${seen}; and __fish_seen_subcommand_from ${word}' -a ${quoted(next.join(' '))}`]
          : []),
      ]),
      ...fishFlags(command.flags, ` -n '${seen}'`),
    ]
  })
  return ['# fish completion for tonearm', 'complete -c tonearm -f', ...lines, ...fishFlags(commonFlags, '')].join('\n')
}

function fishFlags(flags: Command['flags'], condition: string): string[] {
  return (Object.entries(flags) as [FlagName, string][]).map(([flag, meaning]) => {
    const option: { type: string; short?: string } = flagOptions[flag]
    const values = flagValues[flag]
    const value = values === 'files' ? ' -r -F' : values ? ` -x -a ${quoted(values.join(' '))}` : option.type === 'string' ? ' -x' : ''
    return `complete -c tonearm${condition} -l ${flag}${option.short ? ` -s ${option.short}` : ''}${value} -d ${quoted(meaning)}`
  })
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
