import type { ESTree } from 'vite'
import type { Node } from './syntax.ts'

/** Another text in place of a part of the source. `start` and `end` are offsets. */
export type Replacement = { start: number; end: number; text: string }

const otherOperator: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
  '&&': '||',
  '||': '&&',
}

/** Larger numbers are limits and times, where one more would change nothing: they are doubled. */
const smallNumber = 100

/**
 * The wrong programs next to a node: each replacement is one. Texts stay as they are, since a test that repeats every sentence only makes them
 * hard to change.
 *
 * @param parent the node around it
 */
export function replacementsFor(node: Node, parent: Node | undefined, source: string): Replacement[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return ['true', 'false'].map((text) => inPlaceOf(node.test, text))
    case 'WhileStatement':
      return [inPlaceOf(node.test, 'false')]
    case 'UnaryExpression':
      return node.operator === '!' ? [inPlaceOf(node, textOf(node.argument, source))] : []
    case 'BinaryExpression':
      return node.operator === '+' && (isText(node.left) || isText(node.right)) ? [] : swapped(node, node.left, source)
    case 'AssignmentExpression':
      return isText(node.right) ? [] : swapped(node, node.left, source)
    case 'UpdateExpression':
      return [inPlaceOf(node, textOf(node, source).replace(node.operator, otherOperator[node.operator] ?? node.operator))]
    case 'LogicalExpression':
      return node.operator === '??'
        ? [node.left, node.right].map((side) => inPlaceOf(node, `(${textOf(side, source)})`))
        : swapped(node, node.left, source).map((swap) => inParentheses(node, swap, source))
    case 'Literal':
      return isKey(node, parent) ? [] : literal(node, source)
    case 'ExpressionStatement':
      return doesSomething(node.expression) ? [inPlaceOf(node, ';')] : []
    case 'ArrayExpression':
      return [...(node.elements.length > 0 ? [inPlaceOf(node, '[]')] : []), ...withoutSpreads(node.elements, source)]
    case 'ObjectExpression':
      return withoutSpreads(node.properties, source)
    case 'MemberExpression':
      return node.optional ? [required(node, node.object, source)] : []
    case 'CallExpression':
      return node.optional ? [required(node, node.callee, source)] : []
    case 'BlockStatement':
      return isFunction(parent) && node.body.length > 1 ? [{ start: node.start + 1, end: node.start + 1, text: ' return;' }] : []
    default:
      return []
  }
}

function inPlaceOf({ start, end }: Node, text: string): Replacement {
  return { start, end, text }
}

function textOf({ start, end }: Node, source: string): string {
  return source.slice(start, end)
}

/** The other operator in place of the one after `left`. */
function swapped(node: { operator: string }, left: Node, source: string): Replacement[] {
  const text = otherOperator[node.operator]
  if (text === undefined) return []
  const start = source.indexOf(node.operator, left.end)
  return [{ start, end: start + node.operator.length, text }]
}

/** `a && b || c` means something else than `(a || b) || c` once the operator is swapped, and `??` beside `||` is no program. */
function inParentheses(node: Node, { start, end, text }: Replacement, source: string): Replacement {
  return inPlaceOf(node, `(${source.slice(node.start, start)}${text}${source.slice(end, node.end)})`)
}

function literal(node: ESTree.Node & { type: 'Literal' }, source: string): Replacement[] {
  const { value } = node
  if (typeof value === 'boolean') return [inPlaceOf(node, String(!value))]
  if (typeof value !== 'number' || !/^\d/.test(textOf(node, source))) return []
  const others = value <= smallNumber ? [value + 1, value - 1] : [value * 2]
  return others.map((other) => inPlaceOf(node, other < 0 ? `(${other})` : String(other)))
}

function isKey(node: Node, parent: Node | undefined): boolean {
  return parent?.type === 'Property' && parent.key === node && !parent.computed
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

/** Calls and assignments, unless they only write to the log. */
function doesSomething(node: Node): boolean {
  if (node.type === 'AwaitExpression' || node.type === 'ChainExpression' || (node.type === 'UnaryExpression' && node.operator === 'void')) {
    return doesSomething(node.type === 'ChainExpression' ? node.expression : node.argument)
  }
  return (node.type === 'CallExpression' && !isLogCall(node)) || node.type === 'AssignmentExpression'
}

const logMethods = new Set(['error', 'warn', 'info', 'verbose', 'debug', 'silly', 'log'])

/** `log.warn(...)` and the like: what goes to the log is text. */
export function isLogCall(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object, property } = node.callee
  const named = object.type === 'MemberExpression' ? object.property : object
  const isLog = named.type === 'Identifier' && /^(?:log|logger|console)$/.test(named.name)
  return isLog && property.type === 'Identifier' && logMethods.has(property.name)
}

function withoutSpreads(members: (Node | null)[], source: string): Replacement[] {
  if (members.length < 2) return []
  return members.flatMap((member) => {
    if (member?.type !== 'SpreadElement') return []
    const comma = /^\s*,/.exec(source.slice(member.end))?.[0] ?? ''
    return [{ start: member.start, end: member.end + comma.length, text: '' }]
  })
}

/** `a?.b`, `a?.[b]` and `a?.()` that expect an a. */
function required(node: Node, left: Node, source: string): Replacement {
  const start = source.indexOf('?.', left.end)
  return { start, end: start + 2, text: node.type === 'MemberExpression' && !node.computed ? '.' : '' }
}

function isFunction(node: Node | undefined): boolean {
  return node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression'
}
