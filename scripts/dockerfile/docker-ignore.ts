/**
 * What .dockerignore keeps out of a build: the last pattern that matches a path, or a folder above it, decides
 * (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 *
 * @returns whether a path is kept out; paths are relative to the folder of the build, with `/`
 */
export function readDockerIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ matches: matcher(line.replace(/^!?\/?|\/$/g, '')), keepsOut: !line.startsWith('!') }))
  return (path) => {
    const names = path.split('/')
    const above = names.map((_, index) => names.slice(0, index + 1).join('/'))
    return patterns.findLast(({ matches }) => above.some((folder) => matches.test(folder)))?.keepsOut ?? false
  }
}

/** Go's patterns, where unlike in Node's a star takes names that begin with a dot, too: `*` keeps .git out. */
function matcher(pattern: string): RegExp {
  if (/[[\\]/.test(pattern)) throw new Error(`The pattern "${pattern}" of .dockerignore is not understood here.`)
  const parts = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }
  const expression = pattern.replace(/\*\*\/|\*\*|[*?]|[.+^${}()|\]]/g, (part) => parts[part as keyof typeof parts] ?? `\\${part}`)
  return new RegExp(`^${expression}$`)
}
