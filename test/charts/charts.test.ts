import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'
import { type Charts, createCharts } from '../../src/charts/charts.ts'

const chart: Chart = { kind: 'plays-by-month', title: 'Hours a month', months: [{ month: '2024-03', hours: 4, plays: 60 }] }

let charts: Charts | undefined
afterEach(() => charts?.close())

describe('drawing in a thread', () => {
  it('draws SVG and PNG, several at once', async () => {
    charts = createCharts()
    const pictures = await Promise.all([
      charts.draw(chart, 'light', 'svg'),
      charts.draw(chart, 'dark', 'png'),
      charts.draw(chart, 'dark', 'svg'),
    ])
    expect(pictures.map(({ format }) => format)).toEqual(['svg', 'png', 'svg'])
  })

  it('fails for one chart that is wrong, and draws the next', async () => {
    charts = createCharts()
    const wrong = { kind: 'no such chart', title: '' } as unknown as Chart
    await expect(charts.draw(wrong, 'light', 'svg')).rejects.toThrow('The picture could not be drawn')
    expect(await charts.draw(chart, 'light', 'svg')).toMatchObject({ format: 'svg' })
  })

  it('ends the thread when nothing was asked for a while, and starts it again when needed', async () => {
    charts = createCharts({ idleMs: 20 })
    await charts.draw(chart, 'light', 'svg')
    await pause(150)
    expect(await charts.draw(chart, 'light', 'svg')).toMatchObject({ format: 'svg' })
  })

  it('says so when the thread cannot be started', async () => {
    charts = createCharts({ program: new URL('./no-such-thread.ts', import.meta.url) })
    await expect(charts.draw(chart, 'light', 'svg')).rejects.toThrow('The picture could not be drawn')
  })

  it('does not lose a picture that is asked for at the moment when the thread ends', async () => {
    charts = createCharts({ idleMs: 0 })
    for (let round = 0; round < 5; round++) {
      expect(await charts.draw(chart, 'light', 'svg')).toMatchObject({ format: 'svg' })
      await pause(round)
    }
  })
})
