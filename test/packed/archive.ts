import { createRequire } from 'node:module'

/** What is used of @electron/asar. Paths are relative to the archive, with `/`. */
type Asar = {
  listPackage(archive: string, options: { isPack: boolean }): string[]
  statFile(archive: string, file: string): { unpacked?: boolean }
  extractFile(archive: string, file: string): Buffer
  extractAll(archive: string, folder: string): void
}

/** What is used of @electron/fuses: the state of each fuse, '0' or '1' as a character code, at the fuse's position. */
type Fuses = { getCurrentFuseWire(executable: string): Promise<Record<string, number>> }

/** The app.asar of a packed app. */
export type Archive = {
  /** Files and folders, such as `out/main.js`. */
  list(): string[]
  read(file: string): string
  /** It stands beside the archive, in app.asar.unpacked. */
  isUnpacked(file: string): boolean
  extractTo(folder: string): void
}

/** Both come with electron-builder: those that made the app also read it. */
const ofBuilder = createRequire(
  createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib/package.json'),
)

/** Opens the archive at this path. */
export function openArchive(path: string): Archive {
  const asar = ofBuilder('@electron/asar') as Asar
  return {
    list: () => asar.listPackage(path, { isPack: false }).map((name) => name.replaceAll('\\', '/').replace(/^\//, '')),
    read: (file) => asar.extractFile(path, file).toString('utf8'),
    isUnpacked: (file) => asar.statFile(path, file).unpacked === true,
    extractTo: (folder) => asar.extractAll(path, folder),
  }
}

/** The fuses of a packed executable, in the order of Electron's fuse wire: `0` is off, `1` is on. */
export async function readFuses(executable: string): Promise<string> {
  const { version: _, ...states } = await (ofBuilder('@electron/fuses') as Fuses).getCurrentFuseWire(executable)
  return String.fromCharCode(...Object.values(states))
}
