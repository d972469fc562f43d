import fc from 'fast-check'

/**
 * Settings texts as people and programs leave them: comments everywhere, indented in any way, any line ends, maps over lines or in one.
 *
 * All strings that they hold contain `mark`, so that a test can see whether a neighbour's text got somewhere.
 */
export const mark = 'SECRET'

type Map = { [key: string]: Value }
type Value = string | number | boolean | Map

const names = fc.constantFrom('mcpServers', 'extensions', 'mcp_servers', 'a', 'b', 'window.zoom', 'x y', 'tone', '"quoted"', 'ünï')
const scalars = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.boolean(),
  fc.constantFrom('', '{', '"', '# no comment', '// no comment', 'a: b', ' x ').map((text) => text + mark),
)

/** Where the servers are, and, if it is to be there already, the name of our entry among them. */
type Wanted = { container: string; holds?: string }

/** Maps of settings, in which the map of servers is missing, empty, or holds something. */
function settings({ container, holds }: Wanted): fc.Arbitrary<Map> {
  const others = fc.dictionary(
    names.filter((name) => name !== container),
    fc.oneof(scalars, fc.dictionary(names, scalars, { maxKeys: 3 })),
    { maxKeys: 3 },
  )
  const inner = fc.oneof(scalars, fc.dictionary(names, scalars, { maxKeys: 2 }))
  const server = fc.dictionary(names, inner, { maxKeys: 3 })
  const some = fc.dictionary(names, server, { maxKeys: 3 })
  const servers =
    holds === undefined
      ? fc.option(some)
      : fc.tuple(some, server, some).map(([before, ours, after]) => ({ ...before, [holds]: ours, ...after }))
  return fc
    .record({ others, servers, first: fc.boolean() })
    .map(({ others, servers, first }) =>
      servers === null ? others : first ? { [container]: servers, ...others } : { ...others, [container]: servers },
    )
}

/** A source of odd choices that is part of the generated case, so that a failing case shrinks. */
function choices(): fc.Arbitrary<(upTo: number) => number> {
  return fc.infiniteStream(fc.nat(999)).map((stream) => (upTo) => Number(stream.next().value) % upTo)
}

const lineEnds = fc.constantFrom('\n', '\r\n')

/** JSON with comments and trailing commas. */
export function oddJson(wanted: Wanted): fc.Arbitrary<string> {
  return fc
    .record({ data: settings(wanted), choose: choices(), lineEnd: lineEnds, style: fc.nat(2) })
    .map(({ data, choose, lineEnd, style }) => {
      const pick = (texts: string[]) => texts[choose(texts.length)] ?? ''
      const space = (level: number) => {
        if (style === 0) return pick(['', ' '])
        const line = lineEnd + pick(['', ' ', '  ', '\t', '    ']).repeat(level)
        if (style === 1) return lineEnd + '  '.repeat(level)
        return pick(['', ' ', line, line, ` // ${mark} }${line}`, `/* ${mark}, */`, `${line}/* ${mark}${line}*/${line}`, lineEnd + line])
      }
      const write = (value: Value, level: number): string => {
        if (typeof value !== 'object') return JSON.stringify(value)
        const inner = () => space(level + 1)
        const parts = Object.entries(value).map(
          ([key, item]) => `${inner()}${JSON.stringify(key)}${pick([':', ': '])}${write(item, level + 1)}`,
        )
        const gap = style === 2 ? () => space(level) : () => ''
        const trailing = parts.length > 0 && style === 2 ? pick(['', ',']) : ''
        return `{${parts.map((part, index) => part + (index < parts.length - 1 ? `${gap()},` : '')).join('')}${gap()}${trailing}${space(level)}}`
      }
      return space(0) + write(data, 0) + pick(['', lineEnd, ' ', lineEnd + lineEnd])
    })
}

/** TOML with tables, dots and inline tables. */
export function oddToml(wanted: Wanted): fc.Arbitrary<string> {
  return fc.record({ data: settings(wanted), choose: choices(), lineEnd: lineEnds }).map(({ data, choose, lineEnd }) => {
    const pick = (texts: string[]) => texts[choose(texts.length)] ?? ''
    const key = (name: string) => (/^[\w-]+$/.test(name) ? pick([name, name, JSON.stringify(name)]) : JSON.stringify(name))
    const inline = (value: Value): string => {
      if (typeof value !== 'object') return JSON.stringify(value)
      const gap = pick(['', ' '])
      return `{${gap}${Object.entries(value)
        .map(([name, item]) => `${key(name)}${gap}=${gap}${inline(item)}`)
        .join(`${gap},${gap}`)}${gap}}`
    }
    const tail = () => pick(['', '', ' ', '\t', ` # ${mark}`, `# ${mark} [x]`])
    const between = () => pick(['', '', lineEnd, `# ${mark}${lineEnd}`, `${lineEnd}# ${mark}${lineEnd}${lineEnd}`, `  # ${mark}${lineEnd}`])
    const line = (way: string[], value: Value) =>
      `${pick(['', '', '  ', '\t'])}${way.map(key).join(pick(['.', ' . ']))} = ${inline(value)}${tail()}${lineEnd}`
    const lines: string[] = []
    const tables: string[] = []
    const put = (way: string[], value: Value): void => {
      const isTable = typeof value === 'object'
      if (!isTable || choose(4) === 0) lines.push(between() + line(way, value))
      else if (choose(3) === 0 && Object.keys(value).length > 0) {
        for (const [name, item] of Object.entries(value)) lines.push(between() + line([...way, name], item))
      } else {
        const [plain, maps] = [[] as [string, Value][], [] as [string, Value][]]
        for (const pair of Object.entries(value)) (typeof pair[1] === 'object' && choose(2) === 0 ? maps : plain).push(pair)
        const header = `${between()}${pick(['', '  '])}[${way.map(key).join('.')}]${tail()}${lineEnd}`
        tables.push(header + plain.map(([name, item]) => between() + line([name], item)).join(''))
        for (const [name, item] of maps) {
          const body = typeof item === 'object' ? Object.entries(item).map(([inner, what]) => line([inner], what)) : []
          tables.push(`${between()}[${[...way, name].map(key).join('.')}]${tail()}${lineEnd}${body.join('')}`)
        }
      }
    }
    for (const [name, value] of Object.entries(data)) put([name], value)
    const text = lines.join('') + tables.join('') + between()
    return choose(3) === 0 ? text.trimEnd() : text
  })
}

/** YAML in block and flow style. */
export function oddYaml(wanted: Wanted): fc.Arbitrary<string> {
  return fc.record({ data: settings(wanted), choose: choices(), lineEnd: lineEnds }).map(({ data, choose, lineEnd }) => {
    const pick = (texts: string[]) => texts[choose(texts.length)] ?? ''
    const key = (name: string) => (/^\w+$/.test(name) ? pick([name, name, JSON.stringify(name)]) : JSON.stringify(name))
    const flow = (value: Value): string => {
      if (typeof value !== 'object') return JSON.stringify(value)
      const gap = pick(['', ' '])
      const parts = Object.entries(value).map(([name, item]) => `${key(name)}: ${flow(item)}`)
      return `{${gap}${parts.join(`,${gap}`)}${parts.length > 0 ? pick(['', '', ',']) : ''}${gap}}`
    }
    const tail = () => pick(['', '', ' ', ` # ${mark}`])
    const scalar = (value: Value, column: number): string => {
      const isText = typeof value === 'string'
      if (isText && choose(4) === 0)
        return `|${pick(['', '-'])}${lineEnd}${' '.repeat(column + 2)}${value.trim()}${lineEnd}${pick(['', lineEnd])}`
      return `${JSON.stringify(value)}${tail()}${lineEnd}`
    }
    const block = (value: Map, column: number): string =>
      Object.entries(value)
        .map(([name, item]) => {
          const comment = pick(['', '', lineEnd, `${' '.repeat(column)}# ${mark}${lineEnd}`, `# ${mark}${lineEnd}`])
          const start = `${comment}${' '.repeat(column)}${key(name)}:`
          if (typeof item !== 'object') return `${start} ${scalar(item, column)}`
          if (choose(4) === 0) return `${start} ${flow(item)}${tail()}${lineEnd}`
          if (Object.keys(item).length === 0) return `${start}${pick([' {}', '', '  '])}${tail()}${lineEnd}`
          return `${start}${tail()}${lineEnd}${block(item, column + 1 + choose(4))}`
        })
        .join('')
    const start = pick(['', '', '', lineEnd, `# ${mark}${lineEnd}`, `---${lineEnd}`])
    const text = start + (choose(8) === 0 ? flow(data) + tail() + lineEnd : block(data, 0)) + pick(['', '', lineEnd, `# ${mark}${lineEnd}`])
    return choose(3) === 0 ? text.trimEnd() : text
  })
}
