import packageJson from '../../package.json' with { type: 'json' }
import { scenarios } from '../mcp/conformance/scenarios.ts'
import { revisions } from '../mcp/programs.ts'
import { regenerate } from './tool-docs.ts'

/** `docs/conformance.md`: each scenario of the protocol's conformance suite, and what passes it. */
export async function conformanceDocs(): Promise<string> {
  const version = packageJson.devDependencies['conformance-alpha'].split('@').at(-1)
  return `# Conformance

<!-- Written by \`${regenerate}\`; do not edit. -->

\`npm test\` runs the official conformance suite of MCP (\`@modelcontextprotocol/conformance\` ${version}) against Tonearm, once with the requirements of each
revision that Tonearm speaks, and compares the results with this page. For both revisions the suite ends without a failure that counts.

- **The product**: the whole of Tonearm, as people run it.
- **With the suite's fixtures**: many scenarios call tools with fixed names, such as \`test_simple_text\`. Tonearm's own HTTP server, guard and MCP servers pass
  them with these tools, resources and prompts registered (\`test/mcp/conformance/\`).

${revisions.map(section).join('\n\n')}
`
}

function section(revision: (typeof revisions)[number]): string {
  const { product, withFixtures, notPassed } = scenarios[revision]
  const missing = Object.entries(notPassed)
  const rows = [
    ...product.map((name) => [name, 'The product']),
    ...withFixtures.map((name) => [name, "With the suite's fixtures"]),
    ...missing.map(([name, reason]) => [name, `Not passed, does not count. ${reason}.`]),
  ]
  const count = `${product.length + withFixtures.length} scenarios pass, ${product.length} of them in the product as it is. ${missing.length} are not passed and do not count.`
  const lines = rows.map(([name, by]) => `| \`${name}\` | ${by} |`)
  return [`## ${revision}`, '', count, '', '| Scenario | Passed by |', '| --- | --- |', ...lines].join('\n')
}
