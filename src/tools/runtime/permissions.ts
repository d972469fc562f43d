import { type PermittedScopes, requireScopes, type Scope } from '../../config/scopes.ts'
import type { Settings } from '../../config/settings.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import type { Tool } from './define.ts'

/** @throws Problem `read-only` when the settings allow no changes */
export function requireWritable(tool: Tool, { readOnly }: Settings): void {
  if (!readOnly || tool.effect === 'read') return
  throw new Problem('read-only', `Tonearm is set to read-only, so ${tool.name} was not carried out.`)
}

/** Whether the permissions make the tool of use. */
export function isPermitted({ scopes, anyScope }: Tool, permitted: readonly string[]): boolean {
  return missing(scopes, permitted).length === 0 && (!anyScope || missing(anyScope, permitted).length < anyScope.length)
}

/** @throws Problem as `requireScopes`, for a tool that the permissions do not make of use */
export function requirePermitted(tool: Tool, account: PermittedScopes): void {
  requireScopes(tool.scopes, account, `${tool.title} needs`)
  if (isPermitted(tool, account.permittedScopes)) return
  const anyScope = tool.anyScope ?? []
  const off = anyScope.filter((scope) => account.switchedOff.includes(scope))
  // One of them is enough: those that the user can switch on at once are named first.
  requireScopes(off.length > 0 ? off : anyScope, account, `${tool.title} needs`)
}

/** Why a tool would be refused before it does anything; undefined if it would not. @param scopes what the call needs beside the tool's own */
export function refusal(tool: Tool, settings: Settings, account: PermittedScopes, scopes: Scope[]): Problem | undefined {
  try {
    requireWritable(tool, settings)
    requirePermitted(tool, account)
    requireScopes(scopes, account, `${tool.title} needs`)
    return undefined
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
}

function missing(needed: Scope[], permitted: readonly string[]): Scope[] {
  return needed.filter((scope) => !permitted.includes(scope))
}
