import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** `repository` of a package.json in its two forms (https://docs.npmjs.com/cli/v11/configuring-npm/package-json#repository). */
const manifest = z.object({ repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]) })

/** The page at GitHub from which people get a new version by hand; undefined when the package.json names no repository there. */
export function findReleasesPage(appPath: string): string | undefined {
  const { repository = '' } = manifest.safeParse(readJson(join(appPath, 'package.json'))).data ?? {}
  const name = /^(?:(?:git\+)?https:\/\/github\.com\/|github:)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(repository)?.[1]
  return name && `https://github.com/${name}/releases`
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
