/** A share from 0 to 1 as `41 %`; `under 1 %` of what is not nothing. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`
}
