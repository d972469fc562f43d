import { decodeText } from './decode.ts'
import type { NotRead, SourceFile } from './source-files.ts'

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
  const text = decodeText(bytes)
  if (text === undefined) return { file: file.name, why: "has an encoding that Tonearm does not know. Import Spotify's files as they came" }
  try {
    return { json: JSON.parse(text) }
  } catch {
    return { file: file.name, why: 'is not complete, or is no JSON. Download it again' }
  }
}
