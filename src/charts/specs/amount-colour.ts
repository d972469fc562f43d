import type { Colours } from '../theme.ts'

/** How much, as a colour: nothing has a colour of its own, and the ramp begins above it. */
export function amountColour(field: string, title: string, { ramp, empty }: Colours) {
  return {
    condition: { test: `datum.${field} <= 0`, value: empty },
    field,
    type: 'quantitative',
    scale: { range: ramp, domainMin: 0, interpolate: 'rgb' },
    legend: {
      title,
      orient: 'bottom',
      direction: 'horizontal',
      titleOrient: 'left',
      titlePadding: 12,
      gradientLength: 160,
      gradientThickness: 10,
      tickCount: 4,
      offset: 14,
    },
  } as const
}
