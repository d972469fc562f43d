import type { TopLevelSpec } from 'vega-lite'

/** What a chart looks like, in the words of vega-lite. How wide it is and which colours its parts have by default is the same for all (draw-svg.ts). */
export type ChartSpec = Extract<TopLevelSpec, { mark: unknown } | { layer: unknown }>
