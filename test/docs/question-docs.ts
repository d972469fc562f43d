import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'
import { callTool, startProduct } from '../product.ts'
import { historyQuestions } from './history-questions.ts'
import { regenerate } from './tool-docs.ts'

/** Longer answers are shown in part. */
const mostLines = 14

/** The page of questions about listening: each with the call that answers it, and the answer for the ten invented years. */
export async function questionDocs(): Promise<string> {
  const world = createWorld()
  const product = await startProduct({ world, heard: tenYears(world), now: () => worldDay })
  try {
    const client = await product.connect('documentation')
    const sections: string[] = []
    for (const { asked, tool, parameters } of historyQuestions) {
      const { text, failed } = await callTool(client, tool, parameters)
      if (failed) throw new Error(`"${asked}" failed: ${text}`)
      sections.push(`## ${asked}\n\n\`\`\`\n${tool} ${JSON.stringify(parameters)}\n\n${shortened(text)}\n\`\`\``)
    }
    return `${[head, ...sections, csv].join('\n\n')}\n`
  } finally {
    await product.stop()
  }
}

const head = `# Questions about your listening

<!-- Written by \`${regenerate}\`; do not edit. -->

What people ask about their music, and how Tonearm answers. You ask in your own words; the app turns them into the calls that are shown here. The answers
come from ten invented years of listening. [What each number means](statistics.md) stands on a page of its own.`

const csv = `## Can I have all of it as a table?

Yes: \`tonearm history export plays.csv\` writes every play into a file.`

function shortened(text: string): string {
  const lines = text.split('\n')
  return lines.length <= mostLines ? text : [...lines.slice(0, mostLines - 1), '…'].join('\n')
}
