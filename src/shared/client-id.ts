/**
 * The client id in whatever was pasted (the id itself, the address of the app's page in the dashboard, `Client ID: "…"`), in lower case: the one run of
 * 32 hexadecimal digits.
 *
 * @returns undefined when there is none, and `'several'` when there are different ones: the client secret has the same form
 */
export function clientIdIn(pasted: string): { clientId: string } | 'several' | undefined {
  const found = new Set(pasted.toLowerCase().match(/(?<![\p{L}\p{N}])[0-9a-f]{32}(?![\p{L}\p{N}])/gu))
  const [clientId] = found
  if (clientId === undefined) return undefined
  return found.size === 1 ? { clientId } : 'several'
}
