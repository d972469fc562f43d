/** Months without plays are empty places, not left out: the distance between two bars is time. */
export function everyMonth<Row extends { month: string }>(rows: readonly Row[], empty: (month: string) => Row): Row[] {
  const known = new Map(rows.map((row) => [row.month, row]))
  const sorted = [...known.keys()].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  const months: Row[] = []
  for (let month = first; month <= last; month = monthAfter(month)) months.push(known.get(month) ?? empty(month))
  return months
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`
}

/** So many months can all be named below an axis; of more, only the years. */
const mostNamedMonths = 24

/** The axis of months: each named, or only where a year begins. */
export function monthAxis(months: number) {
  const named = months <= mostNamedMonths
  const year = 'slice(datum.value, 0, 4)'
  const name = "timeFormat(datetime(+slice(datum.value, 0, 4), +slice(datum.value, 5) - 1, 1), '%b')"
  const isJanuary = "slice(datum.value, 5) === '01'"
  return {
    field: 'month',
    type: 'ordinal',
    scale: { paddingInner: months > 60 ? 0.1 : 0.25 },
    axis: {
      title: null,
      ticks: false,
      labelAngle: 0,
      labelPadding: 8,
      labelOverlap: false,
      labelExpr: named ? `${isJanuary} || datum.index === 0 ? [${name}, ${year}] : ${name}` : `${isJanuary} ? ${year} : ''`,
    },
  } as const
}

/** The axis of amounts, with its name above it, where no letter has to be read sideways. */
export function amountAxis(field: string, title: string) {
  return {
    field,
    type: 'quantitative',
    axis: {
      title,
      domain: false,
      ticks: false,
      tickCount: 5,
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleX: -30,
      titleY: -12,
    },
  } as const
}
