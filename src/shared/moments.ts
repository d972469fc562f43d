/** IANA name of the time zone of this computer; UTC when the system does not name one that exists (`knownLocalZone`). */
export function localZone(): string {
  return knownLocalZone() ?? 'UTC'
}

/**
 * IANA name of the time zone of this computer. Undefined when it has none that can be used: `TZ=""` gives Etc/Unknown, and `TZ=:/etc/localtime` or a
 * name that does not exist give nothing.
 */
export function knownLocalZone(): string | undefined {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return zone && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** The day in a time zone, as 2026-11-22. `moment`: ISO 8601 or milliseconds since the epoch. */
export function day(moment: string | number, zone: string): string {
  return formatter(zone).format(new Date(moment)).slice(0, 10)
}

/** The time of day in a time zone, as 14:05. */
export function clock(moment: string | number, zone: string): string {
  return formatter(zone).format(new Date(moment)).slice(11, 16)
}

/** A future time in its shortest clear form: 14:05 when that is today, else 2026-11-23 14:05. */
export function clockOrDay(moment: number, now: number, zone: string): string {
  return day(moment, zone) === day(now, zone) ? clock(moment, zone) : `${day(moment, zone)} ${clock(moment, zone)}`
}

/**
 * One for each zone: making one takes a hundred times as long as using it, and holds native memory until it is collected.
 *
 * Swedish writes dates as ISO 8601 does: 2026-11-22 14:05.
 */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  formatters.set(zone, made)
  return made
}
