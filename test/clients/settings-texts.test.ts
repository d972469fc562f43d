import { describe, expect, it } from 'vitest'
import type { ClientName } from '../../src/shared/clients.ts'
import { newDesk, token } from './desk.ts'

// What a person wrote into the settings of their clients stays as they wrote it: before, connected, and disconnected again.

/** A text as it is after connecting, for an inline snapshot; disconnected, the file must have its bytes from before. */
async function connected(name: ClientName, file: string, before: string): Promise<string> {
  const desk = newDesk()
  desk.write(file, before)
  const { message, backup } = await desk.connect(name)
  expect(backup).toContain(desk.path(file))
  expect(message).toContain(`Its settings from before are in ${backup}.`)
  const after = desk.read(file)
  expect((await desk.state(name)).state).toBe('connected')
  expect(desk.remembered()).toEqual([desk.path(file)])
  // There is a copy from before: taking the entry out needs no other one.
  expect((await desk.preview(name, 'disconnect')).steps).toMatchObject([{ kind: 'edit-file', keepsCopy: false }])
  await desk.disconnect(name)
  expect(desk.read(file)).toBe(before)
  expect(desk.remembered()).toEqual([])
  return after.replaceAll(token, 'TOKEN')
}

describe('a settings file that a person has written', () => {
  it('of Zed, with comments and commas at the ends', async () => {
    const before = `// My editor
{
    "theme": "One Dark", // dark
    "context_servers": {
        /* work */ "issues": { "url": "https://issues.example/mcp" },
    },
}
`
    expect(await connected('zed', '.config/zed/settings.json', before)).toMatchInlineSnapshot(`
      "// My editor
      {
          "theme": "One Dark", // dark
          "context_servers": {
              /* work */ "issues": { "url": "https://issues.example/mcp" }, "tonearm": {"url": "http://127.0.0.1:3345/mcp", "headers": {"Authorization": "Bearer TOKEN"}},
          },
      }
      "
    `)
  })

  it('of Cursor, indented with tabs and without a list of servers', async () => {
    expect(await connected('cursor', '.cursor/mcp.json', '{\n\t"version": 1\n}\n')).toMatchInlineSnapshot(`
      "{
      	"version": 1,
      	"mcpServers": {
      		"tonearm": {
      			"url": "http://127.0.0.1:3345/mcp",
      			"headers": {
      				"Authorization": "Bearer TOKEN"
      			}
      		}
      	}
      }
      "
    `)
  })

  it('of Claude Code, on one line and with much else in it', async () => {
    const before = '{"numStartups":12,"mcpServers":{"issues":{"type":"stdio","command":"issues"}},"projects":{"/work":{"mcpServers":{}}}}'
    expect(await connected('claude-code', '.claude.json', before)).toMatchInlineSnapshot(
      `"{"numStartups":12,"mcpServers":{"issues":{"type":"stdio","command":"issues"},"tonearm":{"type":"http","url":"http://127.0.0.1:3345/mcp","headers":{"Authorization":"Bearer TOKEN"}}},"projects":{"/work":{"mcpServers":{}}}}"`,
    )
  })

  it('of VS Code, with line ends of Windows and a byte order mark', async () => {
    const before = '\uFEFF{\r\n  "inputs": [],\r\n  "servers": {\r\n    "issues": { "command": "issues" }\r\n  }\r\n}\r\n'
    expect(await connected('vs-code', '.config/Code/User/mcp.json', before)).toMatchInlineSnapshot(`
      "﻿{
        "inputs": [],
        "servers": {
          "issues": { "command": "issues" },
          "tonearm": {
            "type": "http",
            "url": "http://127.0.0.1:3345/mcp",
            "headers": {
              "Authorization": "Bearer TOKEN"
            }
          }
        }
      }
      "
    `)
  })

  it('of Windsurf, whose agent from before calls the address something else', async () => {
    expect(await connected('windsurf', '.codeium/windsurf/mcp_config.json', '{ "mcpServers": {} }')).toMatchInlineSnapshot(
      `"{ "mcpServers": {"tonearm": {"serverUrl": "http://127.0.0.1:3345/mcp", "headers": {"Authorization": "Bearer TOKEN"}}} }"`,
    )
  })

  it('of Gemini CLI', async () => {
    expect(await connected('gemini-cli', '.gemini/settings.json', '{\n  "theme": "Default"\n}')).toMatchInlineSnapshot(`
      "{
        "theme": "Default",
        "mcpServers": {
          "tonearm": {
            "httpUrl": "http://127.0.0.1:3345/mcp",
            "headers": {
              "Authorization": "Bearer TOKEN"
            }
          }
        }
      }"
    `)
  })

  it('of LM Studio in its folder from before', async () => {
    expect(await connected('lm-studio', '.cache/lm-studio/mcp.json', '{\n  "mcpServers": {}\n}\n')).toMatchInlineSnapshot(`
      "{
        "mcpServers": {
          "tonearm": {
            "url": "http://127.0.0.1:3345/mcp",
            "headers": {
              "Authorization": "Bearer TOKEN"
            }
          }
        }
      }
      "
    `)
  })

  it('of Codex, with comments and tables', async () => {
    const before = `model = "gpt-6" # the small one

[mcp_servers.issues]
command = "issues"
args = ["--all"]

[tui]
theme = "dark"
`
    expect(await connected('codex', '.codex/config.toml', before)).toMatchInlineSnapshot(`
      "model = "gpt-6" # the small one

      [mcp_servers.issues]
      command = "issues"
      args = ["--all"]

      [mcp_servers.tonearm]
      url = "http://127.0.0.1:3345/mcp"
      http_headers = { Authorization = "Bearer TOKEN" }

      [tui]
      theme = "dark"
      "
    `)
  })

  it('of Goose, with comments', async () => {
    const before = `GOOSE_PROVIDER: anthropic # at work
extensions:
    developer:
        enabled: true
        type: builtin
# the end
`
    expect(await connected('goose', '.config/goose/config.yaml', before)).toMatchInlineSnapshot(`
      "GOOSE_PROVIDER: anthropic # at work
      extensions:
          developer:
              enabled: true
              type: builtin
          tonearm:
              enabled: true
              type: streamable_http
              name: tonearm
              description: Your music on Spotify
              uri: http://127.0.0.1:3345/mcp
              headers:
                  Authorization: Bearer TOKEN
              timeout: 300
      # the end
      "
    `)
  })
})
