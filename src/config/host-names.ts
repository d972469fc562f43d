import { isIP } from 'node:net'

/** A computer's name or address as it stands in a Host header: in lower case, without port and brackets. Undefined when the text is neither. */
export function parseHostName(text: string): string | undefined {
  const name = text.trim().toLowerCase()
  const bare = name.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) || /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name) ? bare : undefined
}
