/**
 * Runs work that must not run twice at the same time, here or in another process.
 *
 * @param options.signal ends the waiting; work that has begun is not stopped
 * @param options.limitMs how long to wait at most
 * @throws what `work` throws; the signal's reason; Problem `data-directory-busy`, `data-directory-unusable`: then `work` has not begun
 */
export type Exclusively = <Result>(work: () => Promise<Result>, options?: { signal?: AbortSignal; limitMs?: number }) => Promise<Result>
