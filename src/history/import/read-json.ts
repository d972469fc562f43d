import { decodeText } from './decode.ts'
import { howToAsk } from './recognise.ts'
import { isJsonName, type NotRead, type SourceFile } from './source-files.ts'
import { isTooDense } from './too-dense.ts'

/** Reads a file as JSON. @returns its content, or why it cannot be read */
export async function readJson(file: SourceFile): Promise<{ json: unknown } | NotRead> {
  let bytes: Buffer
  try {
    bytes = await file.read()
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
