import type { Client, ClientPlan, Computer } from './client.ts'
import { nothingToAdd, nothingToRemove } from './client-plans.ts'
import { settingAt } from './left-out.ts'

/** The plugin of Tonearm in a client: `plugin/` of this repository, which brings the bridge and the skill "music". */
export type ClientPlugin = {
  /** The client's program, as a person calls it. */
  program: string
  /** The settings file of the client that says which plugins are on. */
  settings(computer: Computer): string
}

/** The plugin and the marketplace, as plugin/.claude-plugin/ names them. */
const pluginName = 'tonearm@tonearm'

/** The words after the client's program that take the plugin out. */
const uninstallWords = ['plugin', 'uninstall', pluginName]

/** Whether the plugin is on. Settings that cannot be read hold none: the client itself complains about them. */
export function hasPlugin(plugin: ClientPlugin | undefined, computer: Computer): plugin is ClientPlugin {
  if (!plugin) return false
  return settingAt(computer, { file: plugin.settings(computer), format: 'json' }, ['enabledPlugins', pluginName]) === true
}

type Status = ReturnType<Client['status']>

/** What the plugin adds to what the client's settings say. @param known undefined when Tonearm is not in them */
export function statusWithPlugin({ title }: Pick<Client, 'title'>, { program }: ClientPlugin, known: Status | undefined): Status {
  if (!known || known.state === 'off') return { state: 'connected', note: `By Tonearm's plugin in ${title}.` }
  return { ...known, note: [known.note, twice(title, program)].filter(Boolean).join(' ') }
}

/** The plan to connect a client that has the plugin: no steps, and how to have it otherwise. */
export function addBesidePlugin({ title }: Pick<Client, 'title'>, { program }: ClientPlugin, isInSettings: boolean): ClientPlan {
  const nothing = nothingToAdd(title)
  const summary = isInSettings
    ? `${nothing.summary} ${twice(title, program)}`
    : `${title} has Tonearm by its plugin already. There is nothing to do. To connect it without the plugin, run "${uninstall(program)}" first.`
  return { ...nothing, summary }
}

/** The plan to take the plugin out, where it is the only way in which the client has Tonearm. @param found the client's program, if it is there */
export function removePlugin(
  client: Pick<Client, 'title' | 'afterwards'>,
  { program }: ClientPlugin,
  found: string | undefined,
): ClientPlan {
  const { title, afterwards } = client
  if (found) {
    const steps = [{ kind: 'run' as const, program: found, words: uninstallWords }]
    return { steps, summary: `Tonearm's plugin is taken out of ${title} with its own command.`, afterwards }
  }
  return { ...nothingToRemove(title), summary: `${title} has Tonearm by its plugin. To take it out, run "${uninstall(program)}".` }
}

const uninstall = (program: string) => [program, ...uninstallWords].join(' ')

function twice(title: string, program: string): string {
  return `Tonearm's plugin in ${title} brings the same tools a second time. Keep one: disconnect ${title} here, or run "${uninstall(program)}".`
}
