import type { Row } from '../../changes/plan/row.ts'

/** What two rows share when they hold the same song: the place that says what counts as the same. Local files are left alone. */
export function songOf(row: Row): string | undefined {
  return row.kind === 'item' ? row.uri : undefined
}
