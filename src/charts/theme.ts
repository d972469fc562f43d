import type { Config } from 'vega-lite'
import type { ChartTheme } from './chart.ts'

/** The colours of one theme. The window has the same ones (renderer/styles/tokens.css). */
export type Colours = {
  ground: string
  ink: string
  soft: string
  line: string
  accent: string
  /** Stands beside the accent and is told apart without seeing colours, by its lightness. */
  second: string
  /** What nothing looks like, and then from little to much. In the dark, much is bright: a ramp that was made for paper shows zero brightest. */
  empty: string
  ramp: string[]
}

const themes: Record<ChartTheme, Colours> = {
  light: {
    ground: '#ffffff',
    ink: '#211d19',
    soft: '#665e55',
    line: '#e4dcd0',
    accent: '#b8481a',
    second: '#e3b795',
    empty: '#f5f0e8',
    ramp: ['#fbe3d3', '#f0b48c', '#dd7d47', '#b8481a', '#7c2c0b'],
  },
  dark: {
    ground: '#211e1a',
    ink: '#f3eee7',
    soft: '#b5ab9f',
    line: '#38332d',
    accent: '#f08a4b',
    second: '#7d4a2b',
    empty: '#2a2621',
    ramp: ['#47301f', '#7a4824', '#b8662f', '#f08a4b', '#ffd0a6'],
  },
}

/** The family that all texts name. Characters that it lacks come from the other fonts that are loaded (fonts.ts). */
export const fontFamily = 'Noto Sans'

export const fontSize = 13

/** @returns the colours of a theme */
export function coloursOf(theme: ChartTheme): Colours {
  return themes[theme]
}

/** How everything looks that a chart does not say itself: no frame, quiet lines, texts of the window's size. */
export function chartConfig({ ground, ink, soft, line, accent }: Colours): Config {
  return {
    background: ground,
    font: fontFamily,
    padding: 20,
    view: { stroke: null },
    title: {
      anchor: 'start',
      color: ink,
      fontSize: 17,
      fontWeight: 'normal',
      offset: 16,
      subtitleColor: soft,
      subtitleFontSize: fontSize,
      limit: 760,
    },
    axis: {
      domainColor: line,
      gridColor: line,
      tickColor: line,
      labelColor: soft,
      labelFontSize: fontSize,
      titleColor: soft,
      titleFontSize: fontSize,
      titleFontWeight: 'normal',
      labelLimit: 0,
      titlePadding: 10,
    },
    legend: {
      labelColor: soft,
      titleColor: soft,
      labelFontSize: fontSize,
      titleFontSize: fontSize,
      titleFontWeight: 'normal',
      labelLimit: 0,
    },
    text: { color: ink, fontSize, limit: 0 },
    bar: { color: accent },
  }
}
