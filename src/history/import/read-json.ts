import { decodeText } from './decode.ts'
import { howToAsk } from './recognise.ts'
import { isJsonName, type NotRead, type SourceFile, type Stored } from './source-files.ts'
import { isTooDense } from './too-dense.ts'

/** A file with what was read of it, or why that failed. */
export type ReadFile = { file: SourceFile; stored: Promise<Stored> }

/** Reads files one after the other. The next one is unpacked while the one before is used. */
export async function* readAhead(files: readonly SourceFile[]): AsyncGenerator<ReadFile> {
  let next = begin(files[0])
  for (const following of [...files.slice(1), undefined]) {
    const current = next
    next = begin(following)
    await Promise.allSettled([current?.stored, next?.stored])
    if (current) yield current
  }
}

function begin(file: SourceFile | undefined): ReadFile | undefined {
  return file && { file, stored: file.read() }
}

/** Takes a file for JSON. @returns its content, or why it cannot be read */
export async function readJson({ file, stored }: ReadFile): Promise<{ json: unknown } | NotRead> {
  let bytes: Buffer
  try {
    bytes = await (await stored).unpacked()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = /^E[A-Z]+$/.test(code ?? '') ? `cannot be read (${code})` : 'is damaged inside of the archive. Download it again'
    return { file: file.name, why }
  }
  if (isTooDense(bytes)) {
    return { file: file.name, why: "holds far more than a listening history can. Import Spotify's files as they came" }
  }
  const text = decodeText(bytes)
  if (text === undefined && !isJsonName(file.name)) return notHistory(file)
  if (text === undefined) return { file: file.name, why: "has an encoding that Tonearm does not know. Import Spotify's files as they came" }
  try {
    return { json: JSON.parse(text) }
  } catch {
    if (!isJsonName(file.name)) return notHistory(file)
    return { file: file.name, why: 'is not complete, or is no JSON. Download it again' }
  }
}

/** A PDF, a table or an archive of another kind, which the person chose by itself. */
function notHistory({ name }: SourceFile): NotRead {
  return { file: name, why: `is not a listening history from Spotify. ${howToAsk.slice(0, -1)}` }
}
