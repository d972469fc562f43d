import type { Chart } from '../../src/charts/chart.ts'

/** Forty characters without a space: nothing may be cut. */
export const longJapaneseName = '夜に駆ける夏の終わりの長い長い名前を持つ楽団と仲間たちの思い出の歌声と星空の下で'

/** Names in every script that the fonts have to know. */
export const names = [
  'Golden Static',
  longJapaneseName,
  'The Most Unreasonably Long Named Band of Them All',
  'Виктор и Зимний Сад',
  '은하수 정류장의 노래',
  '长江边的合唱团',
  'Nguyễn Thị Hồng Nhung',
  'Ωκεανός Έλενας',
  'Sigur Łódź Åse Đorđe',
]

/** A chart of each kind with ten years of invented plays, the same at every run. */
export const inventedCharts: Chart[] = [
  {
    kind: 'plays-by-month',
    title: 'Hours a month',
    months: months(120).map((month, index) => ({ month, hours: 20 + wave(index) * 60, plays: 400 })),
  },
  {
    kind: 'hours-by-weekday',
    title: 'When you listen',
    cells: Array.from({ length: 7 * 24 }, (_, index) => ({
      weekday: Math.floor(index / 24) + 1,
      hour: index % 24,
      hours: index % 24 < 7 ? 0 : wave(index) * 30,
    })),
  },
  {
    kind: 'calendar-year',
    title: '2024, day by day',
    year: 2024,
    days: Array.from({ length: 366 }, (_, index) => ({
      day: new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
      minutes: index % 5 === 0 ? 0 : wave(index) * 300,
    })),
  },
  {
    kind: 'artists-by-year',
    title: 'Hours with your top artists',
    artists: names.flatMap((artist, row) =>
      Array.from({ length: 10 }, (_, index) => ({ artist, year: 2016 + index, hours: 80 * wave(row + index) })),
    ),
  },
  {
    kind: 'discovery',
    title: 'New artists and known ones',
    months: months(120).map((month, index) => ({ month, discovered: Math.round(wave(index) * 60), repeated: 200 })),
  },
]

function months(count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(2016, index, 1)).toISOString().slice(0, 7))
}

/** From 0 to 1, up and down. */
function wave(index: number): number {
  return Math.abs(Math.sin(index))
}
