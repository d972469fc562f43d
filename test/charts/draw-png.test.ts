import { describe, expect, it } from 'vitest'
import { createPngDrawing } from '../../src/charts/draw-png.ts'
import { drawSvg } from '../../src/charts/draw-svg.ts'
import { fontFilesFor, fontsDirectory, listFontFiles } from '../../src/charts/fonts.ts'
import { inventedCharts } from './invented-charts.ts'

const drawPng = await createPngDrawing()

describe('a chart as PNG', () => {
  it.each(inventedCharts)('$kind takes less than 100 kB', async (chart) => {
    const png = await drawPng(await drawSvg(chart, 'dark'))
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG')
    expect(png.length).toBeLessThan(100_000)
  })

  it.each([
    ['Latin', 'ß'],
    ['Greek', 'Ω'],
    ['Cyrillic', 'Ж'],
    ['Vietnamese', 'ễ'],
    ['Japanese', 'あ'],
    ['Japanese', '夜'],
    ['Korean', '뷁'],
    ['Chinese', '们'],
  ])('draws %s characters as what they are: %s', async (_, character) => {
    const [drawn, box, nothing] = await Promise.all([picture(character), picture('\uE000'), picture(' ')])
    expect(drawn).not.toEqual(box)
    expect(drawn).not.toEqual(nothing)
  })
})

describe('the fonts of a text', () => {
  const files = listFontFiles(fontsDirectory())
  const namesOf = (text: string) => fontFilesFor(text, files).map((path) => path.split('/').at(-1))

  it('are only those that hold its characters', () => {
    expect(namesOf('Golden Static')).toEqual(['noto-sans-latin-400-normal.woff2'])
    expect(namesOf('Ωmega')).toEqual(['noto-sans-latin-400-normal.woff2', 'noto-sans-greek-400-normal.woff2'])
  })

  it('are few, also for a long Japanese name', () => {
    expect(namesOf('夜に駆ける夏の終わり').length).toBeLessThan(12)
  })

  it('are the Latin one for a text that no font knows', () => {
    expect(namesOf('\uE000')).toEqual(['noto-sans-latin-400-normal.woff2'])
  })
})

async function picture(text: string): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" font-family="Noto Sans" font-size="24">${text}</text></svg>`
  return Buffer.from(await drawPng(svg)).toString('base64')
}
