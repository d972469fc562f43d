import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder `src/` of this checkout. */
export const sourceFolder = fileURLToPath(new URL('../../src/', import.meta.url))

/** One import as it stands in a file. Paths are relative to `src/`, with forward slashes. */
export type Import = { file: string; line: number } & ({ kind: 'file'; target: string } | { kind: 'package' | 'node'; name: string })

/** Imports of values and of types, re-exports, and `import()`. Biome keeps each of them on a line that ends with the quoted name. */
const specifiers = /(?:\bfrom |\bimport |\bimport\()'([^']+)'/g

/** Every import in the TypeScript files below `folder`. */
export function importsBelow(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => importsIn(name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')))
}

/** @param file its path relative to `src/` */
export function importsIn(file: string, text: string): Import[] {
  return text.split('\n').flatMap((content, index) =>
    [...content.matchAll(specifiers)].map(([, specifier = '']): Import => {
      const place = { file, line: index + 1 }
      if (specifier.startsWith('.')) return { ...place, kind: 'file', target: relative('/', resolve('/', dirname(file), specifier)) }
      if (specifier.startsWith('node:')) return { ...place, kind: 'node', name: specifier }
      const [scopeOrName = '', name] = specifier.split('/')
      return { ...place, kind: 'package', name: scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName }
    }),
  )
}
