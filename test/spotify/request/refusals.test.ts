import { describe, expect, it } from 'vitest'
import { playerRefusal } from '../../../src/spotify/request/player-refusals.ts'
import { readRefusal, refusal } from '../../../src/spotify/request/refusals.ts'

const answer = (status: number, message: string, reason?: string) =>
  refusal({ status, headers: new Headers(), text: JSON.stringify({ error: { status, message, reason } }) })

describe('what a refusal of Spotify means', () => {
  it.each([
    [403, 'Active premium subscription required for the owner of the app.', undefined, 'owner-without-premium'],
    [403, 'the user may not be registered.', undefined, 'user-not-listed'],
    [403, 'User not registered in the Developer Dashboard', undefined, 'user-not-listed'],
    [403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED', 'listener-without-premium'],
    [403, 'x', 'PREMIUM_REQUIRED', 'listener-without-premium'],
    [403, 'PREMIUM REQUIRED', undefined, 'listener-without-premium'],
    [403, 'Insufficient client scope', undefined, 'scope-missing'],
    [403, 'x', 'UNKNOWN', 'player-restriction'],
    [403, 'Player command failed: Restriction violated', undefined, 'player-restriction'],
    [403, 'Player command failed', 'RATE_LIMITED', 'rate-limited'],
    [403, 'Restricted device', undefined, 'player-restriction'],
    [403, 'Forbidden', undefined, 'not-available'],
    [404, 'x', 'NO_ACTIVE_DEVICE', 'no-active-device'],
    [404, 'Player command failed: No active device found', undefined, 'no-active-device'],
    [404, 'Device not found', undefined, 'device-not-found'],
    [404, 'Not found', undefined, 'not-found'],
    [400, 'Invalid limit', undefined, 'request-refused'],
    [409, 'Device not found', undefined, 'request-refused'],
    [417, '', undefined, 'request-refused'],
  ])('%i %j (%s) is %s', (status, message, reason, code) => {
    expect(answer(status, message, reason).code).toBe(code)
  })

  it('is read from JSON, and else from the text itself', () => {
    expect(readRefusal('{"error":{"message":"no","reason":"UNKNOWN"}}')).toEqual({ message: 'no', reason: 'UNKNOWN' })
    expect(readRefusal('{"error":{"message":7,"reason":7}}')).toEqual({ message: '', reason: undefined })
    for (const text of ['', 'Too many requests', '{"error":"no"}', '<html>', 'null']) expect(readRefusal(text)).toEqual({ message: text })
  })

  it('is told with the words of Spotify, shortened, and without its HTML', () => {
    expect(answer(400, 'Invalid limit').message).toContain('refused this request ("Invalid limit").')
    expect(answer(400, '').message).toContain('refused this request. Change')
    expect(answer(400, '<b>no</b>').message).toContain('refused this request. Change')
    expect(answer(400, 'x'.repeat(500)).message.length).toBeLessThan(250)
  })

  it('with an unusual status is told as something that may come from in between', () => {
    expect(answer(417, '').message).toContain('refused with status 417, which is unusual for Spotify. A sign-in page of the Wi-Fi')
  })

  it('of the player is told by its reason, and is unknown for reasons that nobody listed', () => {
    expect(playerRefusal('ALREADY_PAUSED').message).toBe('It is already paused.')
    for (const message of ['Player command failed: Restricted device', 'Restricted device']) {
      expect(answer(403, message, 'UNKNOWN').message).toBe(
        'Apps cannot control this device. Use another device, or control this one by hand.',
      )
    }
    for (const reason of [undefined, '', 'UNKNOWN', 'toString', 'constructor']) {
      expect(playerRefusal(reason)).toMatchObject({ code: 'player-restriction', message: expect.stringContaining('does not say why') })
    }
  })
})
