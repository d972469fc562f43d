import type { Command } from './terminal/command.ts'
import { completionScripts, shells } from './terminal/completion-scripts.ts'
import { didYouMean } from './terminal/did-you-mean.ts'

/** `tonearm completion` */
export const completion: Command = {
  summary: 'complete commands, apps and flags with Tab in your shell',
  usage: shells.map((shell) => `completion ${shell}`),
  about: 'Prints a script for the shell. Make it again after an update of Tonearm.',
  flags: {},
  examples: [
    ['completion bash > ~/.tonearm-completion', 'in Bash, with ". ~/.tonearm-completion" in ~/.bashrc'],
    [
      'completion zsh > ~/.zfunc/_tonearm',
      'in Zsh, after "mkdir -p ~/.zfunc", with "fpath+=~/.zfunc; autoload -Uz compinit; compinit" in ~/.zshrc',
    ],
    ['completion fish > ~/.config/fish/completions/tonearm.fish', 'in fish'],
  ],
  completions: Object.fromEntries(shells.map((shell) => [shell, []])),
  words([name = '', ...others]) {
    const shell = shells.find((known) => known === name)
    if (shell && others.length === 0) return { shell }
    return `"tonearm completion" needs one shell: ${shells.join(', ')}${didYouMean(name, shells)}`
  },
  async run({ flags, terminal, commands }) {
    if (flags.shell) terminal.answer(completionScripts[flags.shell](commands))
  },
}
