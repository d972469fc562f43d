import { parentPort } from 'node:worker_threads'
import type { Chart, ChartTheme, Picture } from './chart.ts'
import { createPngDrawing, type DrawPng } from './draw-png.ts'
import { drawSvg } from './draw-svg.ts'

// The thread in which pictures are drawn: see charts.ts. Vega and resvg are loaded here and nowhere else.

/** What is asked of the thread. */
export type DrawingWanted = { id: number; chart: Chart; theme: ChartTheme; format: Picture['format'] }

/** What it answers. */
export type Drawn = { id: number; picture: Picture } | { id: number; failure: string }

let drawPng: Promise<DrawPng> | undefined

async function draw({ chart, theme, format }: DrawingWanted): Promise<Picture> {
  const svg = await drawSvg(chart, theme)
  if (format === 'svg') return { format, svg }
  drawPng ??= createPngDrawing()
  return { format, png: await (await drawPng)(svg) }
}

parentPort?.on('message', async (wanted: DrawingWanted) => {
  const drawn: Drawn = await draw(wanted).then(
    (picture) => ({ id: wanted.id, picture }),
    (error: unknown) => ({ id: wanted.id, failure: error instanceof Error ? error.message : String(error) }),
  )
  parentPort?.postMessage(drawn)
})
