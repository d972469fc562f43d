/** `1 row`, `12 rows`. */
export function rowCount(count: number): string {
  return counted(count, 'row')
}

/** `1 item`, `12 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
