import type { Log } from '../../config/logging.ts'
import type { Refusal } from './refusal.ts'

/** Writes refused requests to the log. */
export type RefusalLog = {
  add(refusal: Pick<Refusal, 'status' | 'sentence'>): void
  /** Writes what was only counted so far. */
  close(): void
}

/** Of each kind, so many are written as they come. */
const writtenEachMinute = 10

const minuteMs = 60_000

/**
 * Writes the first refusals of a minute, and only counts the others: any program can send requests without a token as fast as it likes, and would
 * push everything else out of the log, whose size is limited. Each HTTP status is one kind, so what is kept and written is bounded.
 */
export function createRefusalLog(log: Pick<Log, 'info'>): RefusalLog {
  const counts = new Map<number, number>()
  let timer: NodeJS.Timeout | undefined

  function sumUp(): void {
    clearTimeout(timer)
    timer = undefined
    for (const [status, count] of counts) {
      if (count > writtenEachMinute) log.info(`Refused ${withCommas(count)} requests ${kindOf(status)} in the last minute.`)
    }
    counts.clear()
  }

  return {
    add({ status, sentence }) {
      timer ??= setTimeout(sumUp, minuteMs).unref()
      const count = (counts.get(status) ?? 0) + 1
      counts.set(status, count)
      if (count <= writtenEachMinute) log.info(`Refused a request (${status}). ${sentence}`)
    },
    close: sumUp,
  }
}

function kindOf(status: number): string {
  return status === 401 ? 'without the access key' : `with HTTP status ${status}`
}

function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
