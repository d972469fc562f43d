import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The font packages, in the order in which they are asked for a character. All of them are Noto Sans (SIL Open Font License 1.1). */
export const fontPackages = ['noto-sans', 'noto-sans-jp', 'noto-sans-kr', 'noto-sans-sc'] as const

type FontPackage = (typeof fontPackages)[number]

/** One file of a font, which holds some of its characters. */
export type FontFile = { path: string; ranges: [first: number, last: number][] }

/**
 * Where the fonts lie: beside the built thread (scripts/build-workers.ts), or in the packages when Tonearm runs from source. Both have the
 * same layout.
 */
export function fontsDirectory(): string {
  const built = fileURLToPath(new URL('./chart-files/fonts/', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('../../node_modules/@fontsource/', import.meta.url))
}

/** The files of all fonts, regular weight, with the characters that each holds: `unicode.json` of each package says it. */
export function listFontFiles(directory: string): FontFile[] {
  return fontPackages.flatMap((name) => {
    const subsets = JSON.parse(readFileSync(join(directory, name, 'unicode.json'), 'utf8')) as Record<string, string>
    return Object.entries(subsets)
      .map(([subset, ranges]) => ({ path: join(directory, name, 'files', fileName(name, subset)), ranges: parseRanges(ranges) }))
      .filter(({ path }) => existsSync(path))
  })
}

/** `[12]` names the twelfth part of a large font, `latin` a script. */
function fileName(name: FontPackage, subset: string): string {
  return `${name}-${subset.replace(/[[\]]/g, '')}-400-normal.woff2`
}

/**
 * The few files that hold the characters of a text. All fonts together are 7 MB, and one name needs two or three files of them.
 *
 * Without its font a character is drawn as a box, and without any font no text is drawn at all.
 *
 * @returns paths, the first package's first; the Latin file always, for what has no font of its own
 */
export function fontFilesFor(text: string, files: readonly FontFile[]): string[] {
  const needed = new Set<string>()
  for (const character of new Set(`A${text}`)) {
    const code = character.codePointAt(0) ?? 0
    const holding = files.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
    if (holding) needed.add(holding.path)
  }
  return [...needed]
}

/** The bytes of some font files. */
export function readFonts(paths: readonly string[]): Promise<Uint8Array[]> {
  return Promise.all(paths.map((path) => readFile(path)))
}

/** `U+0000-00FF,U+0131` as numbers. */
function parseRanges(text: string): [number, number][] {
  return text.split(',').flatMap((range) => {
    const [first, last = first] = range
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((digits) => Number.parseInt(digits, 16))
    return first === undefined || last === undefined || Number.isNaN(first + last) ? [] : [[first, last] as [number, number]]
  })
}
