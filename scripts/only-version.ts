import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { version } from '../src/config/version.ts'

const packageJson = join(fileURLToPath(new URL('..', import.meta.url)), 'package.json')

/** Of our package.json the built programs need the version; the rest would be dead weight in them. */
export const onlyVersion: Plugin = {
  name: 'tonearm:only-version',
  load: (id) => (id === packageJson ? JSON.stringify({ version }) : undefined),
}
