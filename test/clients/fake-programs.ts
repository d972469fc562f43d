import type { Desk } from './desk.ts'

/**
 * Stand-ins for the programs of the clients: they take the words that the real ones take, refuse others, and change the settings file as the real
 * ones do, which is by writing the whole file again.
 */
const shared = `
const { readFileSync, writeFileSync, mkdirSync } = require('node:fs')
const { dirname } = require('node:path')
function fail(text) { console.error(text); process.exit(1) }
function change(file, work) {
  let settings = {}
  try { settings = JSON.parse(readFileSync(file, 'utf8')) } catch {}
  work(settings)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(settings, null, 2))
}
function header(text) { const [name, ...rest] = text.split(':'); return { [name]: rest.join(':').trim() } }
`

/** `claude mcp`: takes `--header` last, since it takes all words that follow, and no name twice; and `--` before a program. */
export function fakeClaude(desk: Desk): string {
  return desk.program(
    'claude',
    `${shared}
const file = ${JSON.stringify(desk.path('.claude.json'))}
if (argv[1] === 'add') {
  const variables = argv[2] === '--env' ? argv.splice(2, 2) : []
  const [, , t, transport, s, scope, name, url, h, ...headers] = argv
  if (transport === 'stdio') {
    if (t !== '--transport' || s !== '--scope' || scope !== 'user' || url !== '--') fail('error: unknown option')
    change(file, (settings) => {
      settings.mcpServers ??= {}
      if (settings.mcpServers[name]) fail('MCP server ' + name + ' already exists in user config')
      const env = Object.fromEntries(variables.slice(1).map((text) => text.split('=')))
      settings.mcpServers[name] = { type: 'stdio', command: h, args: headers, env }
    })
    process.exit(0)
  }
  if (t !== '--transport' || transport !== 'http' || s !== '--scope' || scope !== 'user' || h !== '--header') fail('error: unknown option')
  change(file, (settings) => {
    settings.mcpServers ??= {}
    if (settings.mcpServers[name]) fail('MCP server ' + name + ' already exists in user config')
    settings.mcpServers[name] = { type: 'http', url, headers: Object.assign({}, ...headers.map(header)) }
  })
  console.log('Added HTTP MCP server ' + name + ' with URL: ' + url + ' to user config')
} else {
  const [, verb, s, scope, name] = argv
  if (verb !== 'remove' || s !== '--scope' || scope !== 'user') fail('error: unknown command')
  change(file, (settings) => {
    if (!settings.mcpServers?.[name]) fail('No user-scoped MCP server found with name: ' + name)
    delete settings.mcpServers[name]
  })
}`,
  )
}

/** `gemini mcp`: writes the address as `url` and a type (packages/cli/src/commands/mcp/add.ts). */
export function fakeGemini(desk: Desk): string {
  return desk.program(
    'gemini',
    `${shared}
const file = ${JSON.stringify(desk.path('.gemini/settings.json'))}
if (argv[1] === 'add') {
  const [, , s, scope, h, text, t, transport, name, url] = argv
  if (s !== '--scope' || scope !== 'user' || t !== '--transport' || transport !== 'http' || h !== '--header') fail('Unknown arguments')
  change(file, (settings) => { (settings.mcpServers ??= {})[name] = { url, type: 'http', headers: header(text) } })
} else {
  const [, verb, s, scope, name] = argv
  if (verb !== 'remove' || s !== '--scope' || scope !== 'user') fail('Unknown arguments')
  change(file, (settings) => { delete settings.mcpServers[name] })
}`,
  )
}

/** `copilot mcp`: writes the list of tools too, and calls a second removal a failure. */
export function fakeCopilot(desk: Desk): string {
  return desk.program(
    'copilot',
    `${shared}
const file = ${JSON.stringify(desk.path('.copilot/mcp-config.json'))}
if (argv[1] === 'add') {
  const [, , h, text, t, transport, name, url] = argv
  if (h !== '--header' || t !== '--transport' || transport !== 'http') fail('error: unexpected argument')
  change(file, (settings) => {
    settings.mcpServers ??= {}
    if (settings.mcpServers[name]) fail('Server "' + name + '" already exists')
    settings.mcpServers[name] = { tools: ['*'], type: 'http', url, headers: header(text) }
  })
} else {
  const [, verb, name] = argv
  change(file, (settings) => {
    if (!settings.mcpServers?.[name]) fail('Server "' + name + '" not found')
    delete settings.mcpServers[name]
  })
}`,
  )
}

/** `devin mcp`. */
export function fakeDevin(desk: Desk, folder = '.config/devin'): string {
  return desk.program(
    'devin',
    `${shared}
const file = ${JSON.stringify(desk.path(`${folder}/mcp_config.json`))}
if (argv[1] === 'add') {
  const [, , s, scope, h, text, name, url] = argv
  if (s !== '-s' || scope !== 'user' || h !== '-H') fail('error: unexpected argument')
  change(file, (settings) => { (settings.mcpServers ??= {})[name] = { url, transport: 'http', headers: header(text) } })
} else {
  const [, verb, s, scope, name] = argv
  if (verb !== 'remove' || s !== '--scope' || scope !== 'user') fail('error: unexpected argument')
  change(file, (settings) => { delete settings.mcpServers[name] })
}`,
  )
}

/** `code --add-mcp`: the name is part of the JSON. */
export function fakeCode(desk: Desk, userFolder: string, program = 'code'): string {
  return desk.program(
    program,
    `${shared}
const { name, ...server } = JSON.parse(argv[1])
if (argv[0] !== '--add-mcp' || argv.length !== 2) fail('unknown option')
change(${JSON.stringify(desk.path(`${userFolder}/mcp.json`))}, (settings) => { (settings.servers ??= {})[name] = server })
console.log('Added MCP servers: ' + name)`,
  )
}
