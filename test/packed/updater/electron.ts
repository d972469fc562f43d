import { request } from 'node:http'
import { registerHooks } from 'node:module'
import { homedir } from 'node:os'

// What the updater asks of Electron, by Node's means. From the import of this file on, `electron` is this file: its exports are public.

/** @public */
export const app = {
  isPackaged: true,
  getVersion: () => '0.0.1',
  getName: () => 'Tonearm',
  getPath: () => process.env.XDG_CACHE_HOME ?? homedir(),
  whenReady: async () => {},
  once: () => {},
}
/** @public */
export const session = { fromPartition: () => ({}) }
/** @public */
export const net = { request }

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
})
