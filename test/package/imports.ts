/** What a built script loads, by `import` and by `import()` of a text outside of comments: files, packages with their paths, and `node:` modules. */
export function importedBy(script: string): string[] {
  const statements = /^(?:import|export)\s*(?:[^"'`;]*?\bfrom\s*)?["']([^"']+)["']|\bimport\(["'`]([^"'`]+)["'`]\)/gm
  const code = script.replace(/^\s*(?:\*|\/[/*]).*$/gm, '')
  return [...new Set([...code.matchAll(statements)].map((found) => found[1] ?? found[2] ?? ''))]
}

/** The package of `@modelcontextprotocol/sdk/types.js` is `@modelcontextprotocol/sdk`. */
export function packageOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
}
