/**
 * What an answer may hold, in bytes of UTF-8: unlike characters they also say that other scripts cost a model more.
 *
 * Claude Code refuses answers above 25,000 tokens, and writes those above 50,000 characters into a file (https://code.claude.com/docs/en/mcp).
 * `usual` is about 9,000 tokens of rows. `most` is for who asked for so many rows, and nothing goes beyond it.
 */
export const answerBytes = { usual: 24_000, most: 45_000 } as const

/** An answer as a model reads it and, where that is wanted, as a program does. */
export type Answer = { text: string; structured?: Record<string, unknown> }

/** A result whose lists can be cut: where they begin, and what is missing of them (stopped.ts). */
type Cuttable = { offset?: unknown; stopped?: unknown }

/**
 * The answer with as many rows as fit, and with where to go on.
 *
 * Changes `result` and its lists, which were made for this call.
 *
 * @param lists the lists in `result` that may be cut, all after the same row
 * @param answer makes the answer of the result as it is then
 */
export function fitting(result: Cuttable, lists: unknown[][], answer: () => Answer, most: number): Answer {
  const whole = answer()
  const rows = lists.map((list) => [...list])
  if (rows.length === 0 || fits(whole, most)) return whole
  const begin = typeof result.offset === 'number' ? result.offset : 0
  const cutAfter = (length: number) => {
    lists.forEach((list, index) => void list.splice(0, list.length, ...(rows[index] ?? []).slice(0, length)))
    result.stopped = { why: 'more would not fit into one answer.', next: begin + length }
    return answer()
  }
  let enough = 1
  let tooMany = Math.max(...rows.map(({ length }) => length))
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2)
    if (fits(cutAfter(middle), most)) enough = middle
    else tooMany = middle
  }
  return cutAfter(enough)
}

/** So much of the end of a text is kept: there a change has its receipt. */
const endBytes = 4_000

/** The answer within `answerBytes.most`, whatever it is: of a text the middle is left out, of lists what comes after their first rows. */
export function capped({ text, structured }: Answer): Answer {
  return { text: cappedText(text), ...(structured && { structured: cappedValue(structured) }) }
}

function cappedText(text: string): string {
  if (bytes(text) <= answerBytes.most) return text
  const lines = text.split('\n').map((line) => firstBytes(line, endBytes / 2))
  const end: string[] = []
  while (lines.length > 1 && bytes([lines.at(-1), ...end].join('\n')) <= endBytes) end.unshift(lines.pop() ?? '')
  const room = answerBytes.most - endBytes - 200
  let length = 0
  const begin = lines.filter((line) => {
    length += bytes(line) + 1
    return length <= room
  })
  return [...begin, `(${lines.length - begin.length} more lines here would not fit into one answer)`, ...end].join('\n')
}

function cappedValue(value: Record<string, unknown>): Record<string, unknown> {
  let capped = value
  for (let most = 512; most > 0 && bytes(JSON.stringify(capped)) > answerBytes.most; most = Math.floor(most / 2)) {
    capped = firstOfLists(value, most) as Record<string, unknown>
  }
  return capped
}

function firstOfLists(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((member) => firstOfLists(member, most))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, firstOfLists(member, most)]))
}

function fits({ text, structured }: Answer, most: number): boolean {
  return bytes(text) <= most && (structured === undefined || bytes(JSON.stringify(structured)) <= most)
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}

function firstBytes(text: string, most: number): string {
  return bytes(text) <= most ? text : Buffer.from(text).subarray(0, most).toString().replace(/�+$/, '…')
}
