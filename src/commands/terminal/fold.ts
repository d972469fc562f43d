/** Nothing is wider than this, however wide the terminal is. */
export const widest = 80

/** Text in lines of at most `width` characters. Words stay whole, also those that are longer. */
export function fold(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && longer.length > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line].join('\n')
}

/** Longer names have their meanings below them. */
const longestName = 28

/** A list of names with what each means. Where there is little room, every meaning stands below its name. */
export function foldPairs(pairs: readonly (readonly [name: string, meaning: string])[], width: number): string {
  const longest = Math.max(...pairs.map(([name]) => name.length))
  const isBeside = longest <= longestName && width >= 60
  const column = isBeside ? longest + 4 : 6
  return pairs
    .map(([name, meaning]) => {
      const text = fold(meaning, width - column).replaceAll('\n', `\n${' '.repeat(column)}`)
      return isBeside ? `  ${name.padEnd(longest)}  ${text}` : `  ${name}\n${' '.repeat(column)}${text}`
    })
    .join('\n')
}
