import { describe, expect, it } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'
import { chartTable } from '../../src/charts/chart-table.ts'
import { drawSvg } from '../../src/charts/draw-svg.ts'
import { textWidth } from '../../src/charts/text-width.ts'
import { coloursOf } from '../../src/charts/theme.ts'
import { inventedCharts, longJapaneseName, names } from './invented-charts.ts'

describe('a chart as SVG', () => {
  it.each(inventedCharts)('$kind is 800 pixels wide, has its title, and looks different in the dark', async (chart) => {
    const [light, dark] = [await drawSvg(chart, 'light'), await drawSvg(chart, 'dark')]

    expect(light).toMatch(/<svg [^>]*width="800"/)
    expect(texts(light)).toContain(chart.title)
    expect(light).toContain(coloursOf('light').ground)
    expect(dark).toContain(coloursOf('dark').ground)
    expect(dark).not.toContain(coloursOf('light').ink)
  })

  it('names every artist as a whole, in every script, inside the picture', async () => {
    const chart = kind('artists-by-year')
    expect([...longJapaneseName].length).toBeGreaterThanOrEqual(40)

    const written = texts(await drawSvg(chart, 'light'))

    expect(written).toEqual(expect.arrayContaining(names))
    for (const name of names) expect(textWidth(name, 13)).toBeLessThan(760)
  })

  it('draws a year of days in less than 80 kB', async () => {
    expect((await drawSvg(kind('calendar-year'), 'dark')).length).toBeLessThan(80_000)
  })

  it('draws a leap day and no day of another year', async () => {
    const days = async (year: number) => {
      const svg = await drawSvg({ kind: 'calendar-year', title: '', year, days: [{ day: `${year}-02-28`, minutes: 60 }] }, 'light')
      return svg
        .split(/mark-rect role-mark/)[1]
        ?.split('</g>')[0]
        ?.match(/<path/g)?.length
    }
    expect(await days(2024)).toBe(366)
    expect(await days(2025)).toBe(365)
  })

  it('keeps the place of months in which nothing was heard', async () => {
    const quiet: Chart = {
      kind: 'plays-by-month',
      title: 'Quiet',
      months: ['2023-11', '2024-02'].map((month) => ({ month, hours: 5, plays: 60 })),
    }
    expect(texts(await drawSvg(quiet, 'light'))).toEqual(expect.arrayContaining(['Nov', '2023', 'Dec', 'Jan', '2024', 'Feb']))
  })

  it('names only the years when the months are many', async () => {
    const written = texts(await drawSvg(kind('plays-by-month'), 'light'))
    expect(written).toEqual(expect.arrayContaining(['2016', '2025']))
    expect(written).not.toContain('Jan')
  })

  it.each(['light', 'dark'] as const)('shows more as what stands out more from the ground (%s)', (theme) => {
    const { ground, empty, ramp } = coloursOf(theme)
    const contrasts = [empty, ...ramp].map((colour) => Math.abs(brightness(colour) - brightness(ground)))
    expect(contrasts).toEqual(contrasts.toSorted((one, other) => one - other))
  })

  it.each(inventedCharts.map(({ kind }) => kind))('%s of nothing is an empty picture, no failure', async (name) => {
    const nothing = { ...kind(name), months: [], cells: [], days: [], artists: [] } as unknown as Chart
    expect(await drawSvg(nothing, 'light')).toMatch(/^<svg/)
    expect(chartTable(nothing).rows).toEqual([])
  })
})

describe('the table beside a chart', () => {
  it('says the same in words', () => {
    expect(
      chartTable({
        kind: 'hours-by-weekday',
        title: '',
        cells: [
          { weekday: 7, hour: 9, hours: 2.26 },
          { weekday: 1, hour: 3, hours: 0 },
        ],
      }),
    ).toEqual({
      columns: ['Weekday', 'Hour', 'Hours'],
      rows: [['Sunday', '09:00', '2.3']],
    })
    expect(chartTable(kind('artists-by-year')).rows[0]).toEqual(['Golden Static', '2017', '67.3'])
  })
})

function kind<Kind extends Chart['kind']>(name: Kind) {
  return inventedCharts.find((chart) => chart.kind === name) as Extract<Chart, { kind: Kind }>
}

function texts(svg: string): string[] {
  return [...svg.matchAll(/>([^<]+)</g)].map(([, text = '']) => text.replaceAll('&amp;', '&'))
}

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\da-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
