import { z } from 'zod'
import { day } from '../shared/moments.ts'
import { profile } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { name, row, table } from './runtime/render.ts'

/** Whose account this is, what it allowed, and how long the login lasts. Spotify tells no more than the name since 2026. */
export const getUserProfile = defineTool({
  name: 'get_user_profile',
  title: 'Profile',
  description: 'Who is signed in: whose Spotify account this is, how to change it, missing permissions, end of the login.',
  scopes: [],
  // Spotify's reference names it for the profile, though the fields that it opened are gone.
  furtherScopes: ['user-read-private'],
  effect: 'read',
  input: {},
  output: profile.extend({
    missingScopes: z.array(z.string()),
    switchedOff: z.array(z.string()),
    loginEndsAt: z.iso.datetime().optional(),
  }),

  async run(_, { spotify, account }) {
    const { id, name } = await spotify.listener.profile()
    return { id, name, missingScopes: [...account.missingScopes], switchedOff: [...account.switchedOff], loginEndsAt: account.endsAt }
  },

  render: ({ id, name: shownName, missingScopes, switchedOff, loginEndsAt }, context) =>
    table(row(`Signed in as ${name(shownName)}`, `user id ${name(id)}`, loginEndsAt && `login ends ${day(loginEndsAt, context.zone)}`), [
      missingScopes.length === 0 ? 'All permissions granted' : `Not granted: ${missingScopes.join(', ')}`,
      ...(switchedOff.length === 0 ? [] : [`Switched off in Tonearm: ${switchedOff.join(', ')}`]),
      anotherAccount,
    ]),
})

/** Only the person can do it: Spotify asks for a password. */
const anotherAccount =
  'Tonearm uses one account at a time. To change it, the user presses "Change account" in Tonearm\'s window or runs "tonearm login --change-account".'
