import { stringify } from 'yaml'
import { inOneLine } from '../json/json-layout.ts'

/** A map as the lines of block style, each indented by `indent`, without a line end at the end. */
export function yamlLines(
  value: Record<string, unknown>,
  { indent, unit, lineEnd }: { indent: string; unit: string; lineEnd: string },
): string {
  const lines = stringify(value, {
    indent: unit.length,
    lineWidth: 0,
    blockQuote: false,
    // Some clients still read YAML 1.1, where `yes` is a boolean.
    compat: 'yaml-1.1',
    // No alias for a value that occurs twice.
    aliasDuplicateObjects: false,
  })
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => indent + line)
    .join(lineEnd)
}

/** A value in flow style. It is written as JSON, which is YAML too. */
export function yamlInOneLine(value: unknown): string {
  return inOneLine(value, { colon: ': ', comma: ', ' })
}

export function yamlKey(name: string): string {
  return /^[A-Za-z][\w-]*$/.test(name) ? name : JSON.stringify(name)
}
