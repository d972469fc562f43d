import { z } from 'zod'
import type { Chart } from '../../charts/chart.ts'
import type { Charts } from '../../charts/charts.ts'
import type { Log } from '../../config/logging.ts'

/** The numbers of a picture (charts/chart.ts), as the result of a tool carries them. */
export const pictured = z.looseObject({ kind: z.string(), title: z.string() }) as unknown as z.ZodType<Chart>

/**
 * Draws the picture of an answer for a chat: PNG, light, since nobody knows the colours of the chat.
 *
 * @returns in place of a picture that could not be drawn, a sentence for the end of the text; the reason is in the log
 */
export async function drawPicture(chart: Chart, charts: Pick<Charts, 'draw'>, log: Log): Promise<{ png?: Uint8Array; note?: string }> {
  try {
    const picture = await charts.draw(chart, 'light', 'png')
    if (picture.format === 'png') return { png: picture.png }
  } catch (error) {
    log.error(`Bug in drawing ${chart.kind}`, error)
  }
  return { note: 'The picture could not be drawn; the text is complete without it.' }
}
