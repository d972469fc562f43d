import { SettingsFault } from '../settings-text.ts'

/** A value in one line of TOML; maps become inline tables. @throws SettingsFault for what TOML cannot express */
export function tomlInOneLine(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(tomlInOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) throw new SettingsFault('TOML cannot hold an empty value')
  const pairs = Object.entries(value).map(([name, item]) => `${tomlKey([name])} = ${tomlInOneLine(item)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** A table with its header, each key in a line of its own. */
export function tomlTable(
  names: string[],
  value: Record<string, unknown>,
  { lineEnd, indent, keyIndent }: { lineEnd: string; indent: string; keyIndent: string },
): string {
  const lines = Object.entries(value).map(([name, item]) => `${keyIndent}${tomlKey([name])} = ${tomlInOneLine(item)}`)
  return [`${indent}[${tomlKey(names)}]`, ...lines].join(lineEnd)
}

export function tomlKey(names: string[]): string {
  return names.map((name) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name))).join('.')
}

/** A JSON string is also a TOML string, except for this one control character. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f')
}
