// Run after changing dependencies where the npm registry at hand does not hold the packages for every platform (a partial mirror): npm then leaves
// those out of package-lock.json, and `npm ci` refuses the file, here and everywhere else. Adds them back as what they are: optional packages for
// other systems. Changes nothing when nothing is missing.
//
//   node scripts/complete-lockfile.mjs

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (lock.packages[`${path}/node_modules/${name}`] || lock.packages[`node_modules/${name}`]) continue
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true }
    added.push(`${name}@${version}`)
  }
}

if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
}
console.log(added.length > 0 ? `Added ${added.join(', ')}` : 'Nothing was missing')

/** Platform packages say in their name where they belong: @biomejs/cli-linux-arm64-musl. */
function platformOf(name) {
  const words = name.replace('armv7', 'arm').split(/[/-]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor)) ?? words.find((word) => word.startsWith('arm'))?.slice(0, 3)
  if (!os && !cpu) throw new Error(`${name} is missing from the lockfile and names no platform. Add it with npm install.`)
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(os === 'linux' && { libc: [libc] }) }
}
