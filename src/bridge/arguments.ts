/**
 * The data directory from the option `--data-dir DIR`, else from TONEARM_DATA_DIR; undefined when neither is set.
 *
 * Claude Desktop fills in what the person chose in the settings of the extension. When they chose nothing, it passes `${user_config.…}` unchanged
 * (https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md, user configuration): that counts as not set.
 */
export function chosenDirectory(words: string[], environment: NodeJS.ProcessEnv): string | undefined {
  const index = words.findIndex((word) => word === '--data-dir' || word.startsWith('--data-dir='))
  const word = words[index]
  const option = word === '--data-dir' ? words[index + 1] : word?.slice('--data-dir='.length)
  return setValue(option) ?? setValue(environment.TONEARM_DATA_DIR)
}

function setValue(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || trimmed.startsWith('${') ? undefined : trimmed
}
