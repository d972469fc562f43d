/** A number with its noun: `1 row`, `12 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** How many there are, in a sentence: `there is 1`, `there are 12`. */
export function thereAre(count: number): string {
  return count === 1 ? 'there is 1' : `there are ${count}`
}

/** A number as people read it: `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en')
}

/** Many of anything, with its noun: `1 album`, `1,000 albums`. */
export function numbered(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}
