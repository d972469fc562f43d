import type { Scope } from '../../config/scopes.ts'
import type { Settings } from '../../config/settings.ts'
import { Problem } from '../../shared/problem.ts'
import type { Tool } from './define.ts'

/** @throws Problem `read-only` when the settings allow no changes */
export function requireWritable(tool: Tool, { readOnly }: Settings): void {
  if (!readOnly || tool.effect === 'read') return
  throw new Problem(
    'read-only',
    `Tonearm is set to read-only, so ${tool.name} was not carried out. To allow it, the user sets "readOnly" to false in Tonearm's settings (settings.json) and starts Tonearm again.`,
  )
}

/** Whether the grant makes the tool of use. */
export function isPermitted({ scopes, anyScope }: Tool, granted: string[]): boolean {
  return missing(scopes, granted).length === 0 && (!anyScope || missing(anyScope, granted).length < anyScope.length)
}

function missing(needed: Scope[], granted: string[]): Scope[] {
  return needed.filter((scope) => !granted.includes(scope))
}

/** @throws Problem `scope-missing` that names what was not granted */
export function requireScopes(tool: Tool, granted: string[]): void {
  const lacking = missing(tool.scopes, granted)
  if (lacking.length === 0) return
  throw new Problem(
    'scope-missing',
    `${tool.title} needs a permission that was not granted: ${lacking.join(', ')}. Sign in again and allow it.`,
  )
}
