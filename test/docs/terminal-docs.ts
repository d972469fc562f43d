import { commands } from '../../src/commands/commands.ts'
import type { Command } from '../../src/commands/terminal/command.ts'
import { exitCodeMeanings } from '../../src/commands/terminal/exit-codes.ts'
import { commonFlags } from '../../src/commands/terminal/flags.ts'
import { codePairs, environmentVariables, flagPairs } from '../../src/commands/terminal/help.ts'
import { regenerate } from './tool-docs.ts'

type Pairs = readonly (readonly [string, string])[]

/** docs/terminal.md: everything that the help of the command says, on one page. */
export async function terminalDocs(): Promise<string> {
  const entries = Object.entries<Command>(commands)
  return `${[
    `<!-- Written by \`${regenerate}\`; do not edit -->`,
    '# The `tonearm` command',
    'In a checkout, write `npm run tonearm --` in place of `tonearm`, and `npm run --silent tonearm --` where a program reads the answer: npm adds lines of its ' +
      'own otherwise. Answers go to standard output, everything else to standard error. `tonearm help` and `tonearm help COMMAND` say what this page says.',
    list(entries.map(([name, { summary }]) => [`[\`${name}\`](#tonearm-${name})`, summary])),
    ...entries.map(([name, command]) => commandPart(name, command)),
    '## What every command takes',
    list(asCode(flagPairs(commonFlags))),
    'Environment variables:',
    list(asCode(environmentVariables)),
    '## Exit codes',
    list(asCode(codePairs(exitCodeMeanings))),
    'A command that goes on until it is stopped (`serve`, `stdio`, `log --follow`) then ends with 0.',
  ].join('\n\n')}\n`
}

function commandPart(name: string, { summary, about, usage, flags, examples, exitCodes = {} }: Command): string {
  return [
    `## tonearm ${name}`,
    `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.${about ? ` ${about}` : ''}`,
    `\`\`\`\n${usage.map((line) => `tonearm ${line}`).join('\n')}\n\`\`\``,
    ...(Object.keys(flags).length > 0 ? [list(asCode(flagPairs(flags)))] : []),
    ...(Object.keys(exitCodes).length > 0 ? [list(codePairs(exitCodes).map(([code, meaning]) => [`Exit code ${code}`, meaning]))] : []),
    'For example:',
    list(examples.map(([line, meaning]) => [`\`tonearm ${line}\``, meaning])),
  ].join('\n\n')
}

const asCode = (pairs: Pairs): Pairs => pairs.map(([name, meaning]) => [`\`${name}\``, meaning])

const list = (pairs: Pairs): string => pairs.map(([name, meaning]) => `- ${name}: ${meaning}`).join('\n')
