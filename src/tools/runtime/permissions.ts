import type { Scope } from '../../config/scopes.ts'
import type { Settings } from '../../config/settings.ts'
import { Problem } from '../../shared/problem.ts'
import type { Tool } from './define.ts'

/** @throws Problem `read-only` when the settings allow no changes */
export function requireWritable(tool: Tool, { readOnly }: Settings): void {
  if (!readOnly || tool.effect === 'read') return
  throw new Problem('read-only', `Tonearm is set to read-only, so ${tool.name} was not carried out.`)
}

/** Whether the grant makes the tool of use. */
export function isPermitted({ scopes, anyScope }: Tool, granted: readonly string[]): boolean {
  return missing(scopes, granted).length === 0 && (!anyScope || missing(anyScope, granted).length < anyScope.length)
}

function missing(needed: Scope[], granted: readonly string[]): Scope[] {
  return needed.filter((scope) => !granted.includes(scope))
}
