import type { Log } from '../config/logging.ts'
import { knownLocalZone } from '../shared/moments.ts'

/** IANA name of this computer's time zone. Where it is not known, UTC, and the log says what to do. */
export function localZoneOrWarn(log: Log): string {
  const zone = knownLocalZone()
  if (zone === undefined) log.warn(unknownZone)
  return zone ?? 'UTC'
}

const unknownZone =
  'The time zone of this computer is not known, so times are in UTC. If the environment variable TZ is set, give it a name such as Europe/Berlin.'
