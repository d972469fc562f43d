import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { playerRefusal } from './player-refusals.ts'
import { inBetween } from './read-answer.ts'

/** An answer of Spotify's, read whole. */
export type Answer = { status: number; headers: Headers; text: string }

/** Spotify's error object; `reason` comes with player errors and, since July 2026, with the quota's 429. */
const errorBody = z.object({ error: z.object({ message: z.string().catch(''), reason: z.string().optional().catch(undefined) }) })

/** What Spotify says about a failure. Some failures are plain text, HTML or empty, so everything is optional. */
export function readRefusal(text: string): { message: string; reason?: string } {
  try {
    return errorBody.parse(JSON.parse(text)).error
  } catch {
    return { message: text }
  }
}

/** Beside 401, 403, 404 and 429. Others come from what is in between: 407 or 417 of a proxy, 451 of a filter. */
const usualStatuses = new Set([400, 405, 409, 410, 413, 414, 415, 422])

/**
 * Turns a refusal (a 4xx answer other than 401 and 429, which the request policy handles itself) into the Problem that says what to do.
 *
 * One code for each cause that was seen in the field; the wordings are recognised loosely, since Spotify changes them without notice.
 * Sources: https://developer.spotify.com/documentation/web-api/concepts/api-calls and reports of 2026.
 */
export function refusal(answer: Answer): Problem {
  const { message, reason } = readRefusal(answer.text)
  switch (answer.status) {
    case 403:
      return forbidden(message, reason)
    case 404:
      return missing(message, reason)
    default:
      if (!usualStatuses.has(answer.status)) {
        return new Problem(
          'request-refused',
          `The request was refused with status ${answer.status}, which is unusual for Spotify. ${inBetween}`,
        )
      }
      return new Problem(
        'request-refused',
        `Spotify refused this request${quoted(message)}. Change what you ask for; repeating it will not help.`,
      )
  }
}

function forbidden(message: string, reason: string | undefined): Problem {
  if (/premium subscription required for the owner/i.test(message)) {
    return new Problem(
      'owner-without-premium',
      'Spotify answers only apps whose owner has Premium, and the owner of this app has none at the moment. After subscribing it can take a few hours.',
    )
  }
  if (/not be registered|not registered/i.test(message)) {
    return new Problem(
      'user-not-listed',
      "This Spotify account is not on the app's list of users. Add its e-mail address under User Management of the app on developer.spotify.com/dashboard (five accounts at most), then try again.",
    )
  }
  if (reason === 'PREMIUM_REQUIRED' || /premium required/i.test(message)) {
    return new Problem(
      'listener-without-premium',
      'Spotify lets only Premium subscribers control playback, and this account has no Premium. Music has to be started in the Spotify app; search, playlists and library work without Premium.',
    )
  }
  if (/scope/i.test(message)) {
    return new Problem(
      'scope-missing',
      'Spotify says that a permission for this is missing. Sign in again and allow everything that Tonearm asks for.',
    )
  }
  if (reason !== undefined || /player command failed|restricted device/i.test(message)) {
    return playerRefusal(reason, message)
  }
  return new Problem(
    'not-available',
    "Spotify does not allow this for new apps: since 2026, other people's playlists, Spotify's own playlists and several older functions are closed to them. Other items are not affected.",
  )
}

function missing(message: string, reason: string | undefined): Problem {
  if (reason === 'NO_ACTIVE_DEVICE' || /no active device/i.test(message)) {
    return new Problem('no-active-device', 'No device is active. Open Spotify on one of your devices, then try again.')
  }
  if (/device not found/i.test(message)) {
    return new Problem('device-not-found', 'Spotify no longer knows this device. Ask for the devices again and use one of those.')
  }
  return new Problem(
    'not-found',
    'Spotify does not know this item; it may have been removed, or the id is wrong. Search for it by its name.',
  )
}

function quoted(message: string | undefined): string {
  const text = cleanText(message ?? '', 120)
  return text && !text.startsWith('<') ? ` ("${text}")` : ''
}
