/**
 * How many artists somebody listens to as if to each equally: exp(entropy) of the shares of time, the Hill number of order 1
 * (https://en.wikipedia.org/wiki/Diversity_index#Shannon_index). One artist alone gives 1; a hundred with equal shares give 100. A Gini coefficient
 * barely tells listeners apart (facts of a real export: 0.70 and 0.64 where this gives 17 and 200).
 *
 * @param amounts what each artist was heard, in any unit; 0 for nothing
 * @returns 0 when nothing was heard
 */
export function effectiveNumber(amounts: ArrayLike<number>): number {
  const total = sum(amounts)
  if (total === 0) return 0
  let entropy = 0
  for (let index = 0; index < amounts.length; index++) {
    const share = (amounts[index] ?? 0) / total
    if (share > 0) entropy -= share * Math.log(share)
  }
  return Math.exp(entropy)
}

/** What the `count` biggest make up of all, from 0 to 1. */
export function topShare(amounts: ArrayLike<number>, count = 5): number {
  const total = sum(amounts)
  if (total === 0) return 0
  const biggest = Float64Array.from(amounts).sort().slice(-count)
  return sum(biggest) / total
}

function sum(amounts: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < amounts.length; index++) total += amounts[index] ?? 0
  return total
}
