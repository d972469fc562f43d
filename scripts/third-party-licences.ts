import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Writes the licences of all packages that a build holds into one file beside it: what is built in is published, and its licences ask for that.
 *
 * @param fileName relative to the folder of the build
 */
export function thirdPartyLicences(fileName: string): Plugin {
  return {
    name: 'tonearm:third-party-licences',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []))
      this.emitFile({ type: 'asset', fileName, source: [...folders].toSorted().map(licenceOf).join('\n\n') })
    },
  }
}

/** The folder of the package that a module belongs to; undefined for one of ours. */
function packageFolder(moduleId: string): string | undefined {
  const [, folder] = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId) ?? []
  return folder && existsSync(join(folder, 'package.json')) ? folder : undefined
}

function licenceOf(folder: string): string {
  const { name, version, license = 'no licence named' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`
  return `${'='.repeat(80)}\n${name} ${version}\n\n${text}`
}
