import { readFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import { z } from 'zod'
import { replaceFile } from '../../config/replace-file.ts'

const wholeNumber = z.number().int()

const schema = z.object({ x: wholeNumber, y: wholeNumber, width: wholeNumber.min(320), height: wholeNumber.min(300) })

/** How much of a window must be on a screen, in pixels, so that a person can take hold of it. */
const visible = 100

/**
 * Where the window was when it was last closed; undefined when that is not known, or when that screen is gone.
 *
 * @param screens the work areas of the screens that are there now
 */
export function readWindowPlace(file: string, screens: readonly Rectangle[]): Rectangle | undefined {
  const place = parsed(file)
  return place && screens.some((screen) => isOn(place, screen)) ? place : undefined
}

/** Only a convenience: a place that cannot be written is not remembered. */
export function keepWindowPlace(file: string, place: Rectangle): void {
  try {
    replaceFile(file, `${JSON.stringify(place)}\n`)
  } catch {}
}

function parsed(file: string): Rectangle | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** The title bar must be on the screen, and enough of the width. */
function isOn(place: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
  return width >= visible && place.y >= screen.y && place.y <= screen.y + screen.height - visible
}
