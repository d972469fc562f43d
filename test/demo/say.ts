import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colours only where somebody looks: not in a file, not with NO_COLOR. */
function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

export function say(text: string): void {
  console.log(text)
}

export function sayTitle(text: string): void {
  say(`\n${styled('bold', text)}\n`)
}

export function sayStep(number: number, text: string): void {
  say(`${styled('green', `${number}`)}  ${text}`)
}

/** What a person asks, and the call that a model makes of it. */
export function sayQuestion(asked: string, tool: string, parameters: Record<string, unknown>): void {
  const given = Object.entries(parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  say(`\n${styled('bold', `“${asked}”`)}\n${styled('cyan', `→ ${tool}`)} ${styled('gray', given.join(', '))}\n`)
}

/** The answer as the model gets it. */
export function sayAnswer(text: string): void {
  const [header = '', ...rows] = text.split('\n')
  say([`  ${styled('underline', header)}`, ...rows.map((row) => `  ${row}`)].join('\n'))
}

const widestBar = 50

/** Two bars to one scale, in tokens. */
export function sayCost({ answer, raw }: { answer: number; raw: number }): void {
  const bar = (cost: number, style: Style) => styled(style, '█'.repeat(Math.max(1, Math.round((cost / raw) * widestBar))))
  say(`\n  this answer  ${bar(answer, 'green')} ${answer.toLocaleString('en')} tokens`)
  say(`  raw JSON     ${bar(raw, 'gray')} ${raw.toLocaleString('en')} tokens`)
}
