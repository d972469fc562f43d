import type { ClientName } from '../../src/shared/clients.ts'
import type { NpmPackage } from './install.ts'

/** A client as its makers ship it, and how it is tried. */
export type RealClient = NpmPackage & {
  title: string
  /** The client that Tonearm connects for it. */
  name: ClientName
  /** Its settings before, relative to its home folder, as a person may have written them. */
  settings: { file: string; text: string }
  /** It writes these settings itself, in its own layout: then their content is compared, and not their bytes. */
  rewritesSettings?: boolean
  environment?: (modelUrl: string) => Record<string, string>
  /** More files of its home folder, such as the settings of the model. */
  files?: (modelUrl: string) => Record<string, string>
  /** Words with which it is told where its model is. */
  prepare?: (modelUrl: string) => string[]
  /** Words that list its servers, and what it says of one that it could connect to; without `connected` it only lists what it knows. */
  list?: { words: string[]; connected?: RegExp }
  /** It takes plugins. `validate`: words that check one, strictly, before its folder. */
  plugins?: { validate?: string[] }
  /** Words with which it, or the fake model behind it, calls a tool. */
  call?: (modelUrl: string) => string[]
}

const question = 'Who am I on Spotify?'

/** The clients that npm brings, each in the version with which this was tried last. */
export const realClients: RealClient[] = [
  {
    ...{ title: 'Claude Code', name: 'claude-code', package: '@anthropic-ai/claude-code', version: '2.1.332' },
    ...{ program: 'claude', setUp: 'install.cjs' },
    settings: { file: '.claude.json', text: '{\n  "hasCompletedOnboarding": true\n}\n' },
    rewritesSettings: true,
    environment: (model) => ({
      ...{ ANTHROPIC_BASE_URL: model, ANTHROPIC_API_KEY: 'sk-ant-fake', ENABLE_TOOL_SEARCH: 'false' },
      ...{ DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
    }),
    list: { words: ['mcp', 'list'], connected: /tonearm.*Connected/ },
    plugins: { validate: ['plugin', 'validate', '--strict'] },
    call: () => ['-p', question, '--allowedTools', 'mcp__tonearm__get_user_profile,mcp__plugin_tonearm_tonearm__get_user_profile'],
  },
  {
    ...{ title: 'Codex', name: 'codex', package: '@openai/codex', version: '0.169.0', program: 'codex' },
    settings: { file: '.codex/config.toml', text: '# mine\nmodel = "fake" # the good one\n' },
    list: { words: ['mcp', 'list'] },
    call: (model) => [
      ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '-c', 'model_provider="fake"'],
      ...['-c', `model_providers.fake={ name = "fake", base_url = "${model}/v1", wire_api = "responses" }`, question],
    ],
  },
  {
    ...{ title: 'Gemini CLI', name: 'gemini-cli', package: '@google/gemini-cli', version: '0.61.0', program: 'gemini' },
    settings: { file: '.gemini/settings.json', text: '{\n  "security": { "auth": { "selectedType": "gemini-api-key" } }\n}\n' },
    rewritesSettings: true,
    environment: (model) => ({ GEMINI_CLI_TRUST_WORKSPACE: 'true', GEMINI_API_KEY: 'fake', GOOGLE_GEMINI_BASE_URL: model }),
    list: { words: ['mcp', 'list'], connected: /tonearm.*Connected/ },
    call: () => ['-m', 'gemini-2.5-flash', '--yolo', '-p', question],
  },
  {
    ...{ title: 'GitHub Copilot CLI', name: 'copilot-cli', package: '@github/copilot', version: '1.0.102', program: 'copilot' },
    settings: { file: '.copilot/mcp-config.json', text: '{\n  "mcpServers": {}\n}\n' },
    rewritesSettings: true,
    environment: (model) => ({
      ...{ COPILOT_PROVIDER_BASE_URL: `${model}/v1`, COPILOT_PROVIDER_TYPE: 'openai', COPILOT_PROVIDER_API_KEY: 'fake' },
      ...{ COPILOT_MODEL: 'fake', COPILOT_OFFLINE: 'true', COPILOT_AUTO_UPDATE: 'false' },
    }),
    list: { words: ['mcp', 'list'] },
    plugins: {},
    call: () => ['-p', question, '--allow-all-tools'],
  },
  {
    ...{ title: 'opencode', name: 'opencode', package: 'opencode-ai', version: '1.18.33', program: 'opencode', setUp: 'postinstall.mjs' },
    settings: { file: '.config/opencode/opencode.jsonc', text: '{\n  // mine\n  "$schema": "https://opencode.ai/config.json",\n}\n' },
    list: { words: ['mcp', 'list'], connected: /✓\s+tonearm/ },
    files: (model) => ({
      'work/opencode.json': JSON.stringify({
        provider: { fake: { npm: '@ai-sdk/openai-compatible', options: { baseURL: `${model}/v1`, apiKey: 'fake' }, models: { fake: {} } } },
      }),
    }),
    environment: () => ({ OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1' }),
    call: () => ['run', '-m', 'fake/fake', question],
  },
  {
    ...{ title: 'Qwen Code', name: 'qwen-code', package: '@qwen-code/qwen-code', version: '0.24.4', program: 'qwen' },
    settings: { file: '.qwen/settings.json', text: '{\n  "general": { "vimMode": true },\n  "$version": 4\n}\n' },
    rewritesSettings: true,
    environment: (model) => ({ OPENAI_API_KEY: 'fake', OPENAI_BASE_URL: `${model}/v1`, OPENAI_MODEL: 'fake' }),
    list: { words: ['mcp', 'list'], connected: /tonearm.*Connected/ },
    call: () => ['--auth-type', 'openai', '--yolo', '-p', question],
  },
  {
    ...{ title: 'Cline', name: 'cline', package: 'cline', version: '3.0.65', program: 'cline' },
    settings: { file: '.cline/data/settings/cline_mcp_settings.json', text: '{\n  "mcpServers": {}\n}\n' },
    prepare: (model) => ['auth', '-p', 'openai-compatible', '-k', 'fake', '-m', 'fake', '-b', `${model}/v1`],
    list: { words: ['config', 'mcp'] },
    call: () => ['-P', 'openai-compatible', '-m', 'fake', question],
  },
  {
    // It reads what is written for Cursor, which npm does not bring.
    ...{ title: 'mcporter, with the settings of Cursor', name: 'cursor', package: 'mcporter', version: '0.12.3', program: 'mcporter' },
    settings: { file: '.cursor/mcp.json', text: '{\n  // mine\n  "mcpServers": {\n  }\n}\n' },
    list: { words: ['list', 'tonearm'], connected: /get_user_profile/ },
    call: () => ['call', 'tonearm.get_user_profile'],
  },
]
