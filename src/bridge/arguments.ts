/**
 * The data directory that was asked for, with `--data-dir DIR` or else with TONEARM_DATA_DIR; undefined when none was.
 *
 * Claude Desktop fills in what the person chose in the settings of the extension, and hands `${user_config.…}` over as it stands when they chose
 * nothing (https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md, user configuration): that counts as nothing.
 */
export function chosenDirectory(words: string[], environment: NodeJS.ProcessEnv): string | undefined {
  const at = words.findIndex((word) => word === '--data-dir' || word.startsWith('--data-dir='))
  const word = words[at]
  const given = word === '--data-dir' ? words[at + 1] : word?.slice('--data-dir='.length)
  return meant(given) ?? meant(environment.TONEARM_DATA_DIR)
}

function meant(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || trimmed.startsWith('${') ? undefined : trimmed
}
