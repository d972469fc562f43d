import { z } from 'zod'
import { allScopes } from '../config/scopes.ts'
import { day } from '../shared/moments.ts'
import { profile } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { name, row, table } from './runtime/render.ts'

/** Whose account this is, what it allowed, and how long the login lasts. Spotify tells no more than the name since 2026. */
export const getUserProfile = defineTool({
  name: 'get_user_profile',
  title: 'Profile',
  description: 'Who is signed in: whose Spotify account this is, which permissions are missing and when the login ends.',
  scopes: [],
  effect: 'read',
  input: {},
  output: profile.extend({ missingScopes: z.array(z.string()), loginEndsAt: z.iso.datetime().optional() }),

  async run(_, { spotify, account }) {
    const profile = await spotify.listener.profile()
    return { ...profile, missingScopes: allScopes.filter((scope) => !account.grantedScopes.includes(scope)), loginEndsAt: account.endsAt }
  },

  render: ({ id, name: shownName, missingScopes, loginEndsAt }, context) =>
    table(row(name(shownName), `user id ${name(id)}`, loginEndsAt && `login ends ${day(loginEndsAt, context.zone)}`), [
      missingScopes.length === 0 ? 'All permissions granted' : `Not granted: ${missingScopes.join(', ')}`,
    ]),
})
