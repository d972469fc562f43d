import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { type RepeatMode, repeatMode } from '../../spotify/playback.ts'

/** A number as it is to become, or by how much it is to change. */
export type Change = { to: number } | { by: number }

/** `1:30`, `1:02:03`, `90` (seconds), `+30`, `-1:00`: in milliseconds. @throws Problem `invalid-arguments` */
export function position(value: string | undefined): Change {
  const [, sign, hours = '0', minutes = '0', seconds] =
    /^([+-]?)(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:\.\d+)?) ?s?$/i.exec(value ?? '') ?? []
  if (seconds === undefined) throw wrong('seek', value, 'a position such as 1:30, seconds such as 90, or a step such as +30 or -15')
  return change(sign, (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}

/** `30`, `30%`, `+10`, `-10`: percent. @throws Problem `invalid-arguments` */
export function volume(value: string | undefined): Change {
  const [, sign, percent] = /^([+-]?)(\d{1,3}) ?%?$/.exec(value ?? '') ?? []
  if (percent === undefined || Number(percent) > 100) throw wrong('volume', value, 'a number from 0 to 100, or a step such as +10 or -10')
  return change(sign, Number(percent))
}

/** @throws Problem `invalid-arguments` */
export function onOrOff(value: string | undefined): boolean {
  const on = { on: true, true: true, off: false, false: false }[(value ?? '').toLowerCase()]
  if (on === undefined) throw wrong('shuffle', value, 'on or off')
  return on
}

/** @throws Problem `invalid-arguments` */
export function repeat(value: string | undefined): RepeatMode {
  const mode = repeatMode.safeParse((value ?? '').toLowerCase())
  if (!mode.success) throw wrong('repeat', value, 'off, track (the same one again) or context (the album or playlist again)')
  return mode.data
}

/** @throws Problem `invalid-arguments` when there is one: what it was meant to do would not be done */
export function nothing(action: string, value: string | undefined): void {
  if (value) throw new Problem('invalid-arguments', `${action} takes no \`value\`. Leave it out.`)
}

function change(sign: string | undefined, amount: number): Change {
  return sign ? { by: sign === '-' ? -amount : amount } : { to: amount }
}

function wrong(action: string, value: string | undefined, forms: string): Problem {
  return new Problem('invalid-arguments', `${action} needs a \`value\`: ${forms}${value ? `, not "${cleanText(value, 40)}"` : ''}.`)
}
