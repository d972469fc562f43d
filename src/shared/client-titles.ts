import { type ClientName, clientNames } from './clients.ts'

/** What a client is called, and how it introduces itself to an MCP server (`clientInfo.name`), in lower case, as far as it is known. */
type KnownClient = { title: string; introducesItselfAs: readonly string[] }

/** The clients that Tonearm knows: what their makers call them, and what they call themselves. */
export const knownClients: Record<ClientName, KnownClient> = {
  'claude-desktop': { title: 'Claude Desktop', introducesItselfAs: ['claude-ai', 'claude-desktop'] },
  'claude-code': { title: 'Claude Code', introducesItselfAs: ['claude-code'] },
  cursor: { title: 'Cursor', introducesItselfAs: ['cursor', 'cursor-vscode'] },
  'vs-code': { title: 'VS Code', introducesItselfAs: ['visual studio code', 'visual-studio-code'] },
  'vs-code-insiders': { title: 'VS Code Insiders', introducesItselfAs: ['visual studio code - insiders'] },
  vscodium: { title: 'VSCodium', introducesItselfAs: ['vscodium'] },
  windsurf: { title: 'Windsurf (Devin Desktop)', introducesItselfAs: ['windsurf', 'windsurf-client', 'devin'] },
  zed: { title: 'Zed', introducesItselfAs: ['zed'] },
  goose: { title: 'Goose', introducesItselfAs: ['goose', 'goose-desktop', 'goose-cli'] },
  'lm-studio': { title: 'LM Studio', introducesItselfAs: ['lm-studio', 'lmstudio', 'lmstudio-mcp-bridge'] },
  codex: { title: 'Codex', introducesItselfAs: ['codex', 'codex-mcp-client'] },
  'gemini-cli': { title: 'Gemini CLI', introducesItselfAs: ['gemini-cli', 'gemini-cli-mcp-client'] },
  'copilot-cli': { title: 'GitHub Copilot CLI', introducesItselfAs: ['copilot-cli', 'github-copilot-developer'] },
  opencode: { title: 'opencode', introducesItselfAs: ['opencode'] },
  cline: { title: 'Cline', introducesItselfAs: ['cline', '@cline/core'] },
  'qwen-code': { title: 'Qwen Code', introducesItselfAs: ['qwen-code', 'qwen-cli-mcp-client', 'qwen-cli-mcp-client-tonearm'] },
  continue: { title: 'Continue', introducesItselfAs: ['continue-cli-client', 'continue-client', 'continue-mcp-client'] },
  other: { title: 'Another client', introducesItselfAs: [] },
}

/** What people call the client that gave itself this name: "Claude Desktop" for `claude-ai`. A name that is not known stays as it is. */
export function titleOf(introducedAs: string): string {
  const name = clientNames.find((one) => isIntroduction(one, introducedAs))
  return name ? knownClients[name].title : introducedAs
}

/** Whether a client introduces itself so. Its makers may change that. */
export function isIntroduction(client: ClientName, introducedAs: string): boolean {
  return knownClients[client].introducesItselfAs.includes(introducedAs.toLowerCase())
}
