import { Problem } from '../../shared/problem.ts'

const notControllable = 'Apps cannot control this device. Use another device, or control this one by hand.'

/**
 * What each `reason` of a refused player command means, and what to do. Spotify no longer documents them, but sends them still
 * (the list as kept by https://github.com/mwiltshire/spotify-api-client, src/error/types.ts). `UNKNOWN` is what comes mostly.
 */
const sentences: Record<string, string> = {
  NO_PREV_TRACK: 'There is nothing before what is playing.',
  NO_NEXT_TRACK: 'Nothing comes after what is playing. Queue something, or play something else.',
  NO_SPECIFIC_TRACK: 'This row does not exist. Use a row that it has.',
  ALREADY_PAUSED: 'It is already paused.',
  NOT_PAUSED: 'It is not paused.',
  ALREADY_PLAYING: 'It is already playing.',
  NOT_PLAYING_LOCALLY: 'Nothing is playing on that device.',
  NOT_PLAYING_TRACK: 'No track is playing. Start one first.',
  NOT_PLAYING_CONTEXT: 'No album or playlist is playing. Start one first.',
  ENDLESS_CONTEXT: 'What is playing has no end, so this cannot be done with it.',
  CONTEXT_DISALLOW: 'What is playing does not allow this.',
  REMOTE_CONTROL_DISALLOW: notControllable,
  DEVICE_NOT_CONTROLLABLE: notControllable,
  VOLUME_CONTROL_DISALLOW: 'The volume of this device can only be changed on the device itself.',
}

const unknown =
  'The player refused this, and Spotify does not say why. Often nothing is playing, or the device or an advertisement does not allow it now. Check with get_playback.'

/** A player command that Spotify refused for what is playing or for the device (not for the listener's account). */
export function playerRefusal(reason: string | undefined, message = ''): Problem {
  // Comes with the reason UNKNOWN.
  if (/restricted device/i.test(message)) return new Problem('player-restriction', notControllable)
  if (reason === 'RATE_LIMITED')
    return new Problem('rate-limited', 'The player was given too many commands. Wait a few seconds, then try again.')
  return new Problem('player-restriction', (reason && Object.hasOwn(sentences, reason) && sentences[reason]) || unknown)
}
