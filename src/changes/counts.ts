import { counted } from '../shared/counted.ts'

/** `1 row`, `12 rows`. */
export function rowCount(count: number): string {
  return counted(count, 'row')
}
