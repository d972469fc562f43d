import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** A file that may hold a part of a streaming history. */
export type SourceFile = {
  /** As the person knows it, for sentences. */
  name: string
  /** Of the text, unpacked. */
  bytes: number
  /** Reads what is stored, and begins to unpack it. @throws the error of the system or of the archive */
  read(): Promise<Stored>
}

/** What was read of a file. It is unpacked on another thread, so that this one can import the file before. @throws the error of the archive */
export type Stored = { unpacked(): Promise<Buffer> }

/** A file that was not read, and why, as the end of a sentence that begins with its name. */
export type NotRead = { file: string; why: string }

/** What was found in the files, folders and archives that the person chose. `names`: of all that is in them, whatever it is. */
export type Sources = { files: SourceFile[]; names: string[]; notRead: NotRead[]; close(): void }

/** Spotify's files have up to 13 MB (exports of 2013 to 2026). In memory, four times as much is needed. */
const largestFileBytes = 48 * 1024 * 1024

/** A million plays are 0.7 GB. */
const largestTotalBytes = 4 * 1024 * 1024 * 1024

/** The ways in which Spotify, and nearly everybody, packs (APPNOTE.TXT 4.4.5). */
const packing = { none: 0, deflate: 8 }

const mostFiles = 10_000
const deepestFolder = 6

/**
 * Finds the JSON files in archives (.zip), folders and files. Nothing is unpacked to the disk.
 *
 * @param paths absolute
 */
export async function openSources(paths: readonly string[]): Promise<Sources> {
  const archives: ZipFile[] = []
  const sources: Sources = {
    files: [],
    names: [],
    notRead: [],
    close() {
      for (const archive of archives) archive.close()
    },
  }
  try {
    for (const path of paths) await addPath(path, sources, archives, { chosen: true, depth: 0 })
  } catch (error) {
    sources.close()
    throw error
  }
  const collator = new Intl.Collator('en', { numeric: true })
  // Spotify numbers them by time, and rows that come in the order of time are stored fastest.
  sources.files.sort((one, other) => collator.compare(one.name, other.name))
  limitTotal(sources)
  return sources
}

async function addPath(
  path: string,
  sources: Sources,
  archives: ZipFile[],
  { chosen, depth }: { chosen: boolean; depth: number },
): Promise<void> {
  const name = basename(path)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) {
    sources.notRead.push({
      file: chosen ? path : name,
      why: found.code === 'ENOENT' ? 'does not exist' : `cannot be opened (${found.code})`,
    })
  } else if (found.isDirectory()) {
    await addFolder(path, sources, archives, depth)
  } else if (!found.isFile()) {
    sources.notRead.push({ file: name, why: 'is not a file' })
  } else if (await isZip(path)) {
    await addZip(path, sources, archives)
  } else {
    sources.names.push(name)
    if (chosen || isJsonName(name)) addFile({ name, bytes: found.size, read: async () => stored(await readFile(path)) }, sources)
  }
}

async function addFolder(path: string, sources: Sources, archives: ZipFile[], depth: number): Promise<void> {
  if (depth >= deepestFolder) return
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => error)
  if (names instanceof Error) {
    sources.notRead.push({ file: path, why: `cannot be opened (${names.code})` })
    return
  }
  for (const name of names.sort()) {
    if (isHidden(name)) continue
    if (sources.names.length >= mostFiles) return
    await addPath(join(path, name), sources, archives, { chosen: false, depth: depth + 1 })
  }
}

async function isZip(path: string): Promise<boolean> {
  if (/\.zip$/i.test(path)) return true
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE() === 0x504b0304
  } finally {
    await file.close()
  }
}

async function addZip(path: string, sources: Sources, archives: ZipFile[]): Promise<void> {
  const archiveName = basename(path)
  let archive: ZipFile
  try {
    // The descriptor stays open until the last file is read. The sizes in the directory are held against what comes out.
    archive = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch {
    sources.notRead.push({ file: archiveName, why: "is damaged or not complete. Download it again from the link in Spotify's e-mail" })
    return
  }
  archives.push(archive)
  try {
    for await (const entry of archive.eachEntry()) addEntry(entry, archive, sources)
  } catch {
    sources.notRead.push({ file: archiveName, why: "has a damaged table of contents. Download it again from the link in Spotify's e-mail" })
  }
}

function addEntry(entry: Entry, archive: ZipFile, sources: Sources): void {
  const path = entry.fileName
  // Spotify's archives hold a folder with content, and macOS adds copies that are no JSON.
  if (path.endsWith('/') || isHidden(basename(path)) || path.split('/').includes('__MACOSX')) return
  if (sources.names.length >= mostFiles) return
  sources.names.push(path)
  const name = basename(path)
  if (/\.zip$/i.test(name)) sources.notRead.push({ file: name, why: 'is an archive inside of an archive. Unpack it first, then import it' })
  if (!isJsonName(name)) return
  if (entry.isEncrypted())
    return void sources.notRead.push({ file: name, why: 'needs a password. Unpack the archive first, then import the folder' })
  if (!Object.values(packing).includes(entry.compressionMethod)) {
    return void sources.notRead.push({
      file: name,
      why: 'is packed in a way that Tonearm does not know. Unpack the archive first, then import the folder',
    })
  }
  addFile({ name, bytes: entry.uncompressedSize, read: () => readEntry(entry, archive) }, sources)
}

/** In one go, which takes half the time of a stream; no more than the directory says, and held against its checksum. */
async function readEntry(entry: Entry, archive: ZipFile): Promise<Stored> {
  const packed = await buffer(await archive.openReadStreamPromise(entry, { decodeFileData: false }))
  return stored(entry.compressionMethod === packing.none ? packed : unpack(packed, inOneGo(entry.uncompressedSize)), (bytes) => {
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw new Error('The content is not what the archive says')
  })
}

/** @param check throws when the content is not what was stored */
function stored(content: Buffer | Promise<Buffer>, check: (bytes: Buffer) => void = () => undefined): Stored {
  const unpacking = Promise.resolve(content)
  // Whoever asks for it is told; nobody does after a cancel.
  unpacking.catch(() => undefined)
  return {
    async unpacked() {
      const bytes = await unpacking
      check(bytes)
      return bytes
    },
  }
}

const unpack = promisify(inflateRaw)
/** @param bytes the size that is told. One byte more is an error, not gigabytes. */
const inOneGo = (bytes: number) => ({ chunkSize: Math.max(bytes + 1, 64), maxOutputLength: bytes + 1 })

function addFile(file: SourceFile, sources: Sources): void {
  if (file.bytes <= largestFileBytes) sources.files.push(file)
  else
    sources.notRead.push({
      file: file.name,
      why: `has ${megabytes(file.bytes)} MB, more than the ${megabytes(largestFileBytes)} MB that Tonearm reads at once. Spotify's own files are smaller: import them as they came`,
    })
}

function limitTotal(sources: Sources): void {
  let total = 0
  sources.files = sources.files.filter((file) => {
    total += file.bytes
    if (total <= largestTotalBytes) return true
    sources.notRead.push({ file: file.name, why: 'is too much at once. Import fewer files at a time' })
    return false
  })
}

/** Whether a file is called as those of Spotify's exports. */
export function isJsonName(name: string): boolean {
  return /\.json$/i.test(name)
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX'
}

function megabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024))
}
