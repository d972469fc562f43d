import { type Answered, answered, questionsAboutYears, questionsToSpotify, requests } from '../demo/questions.ts'
import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'
import { startProduct } from '../product.ts'
import { fillPart } from './marked-part.ts'

/** Longer answers are shown in part. */
const mostLines = 8

/** The first page with the ten questions of the demonstration and their answers: one on the first screen, the others below. */
export async function firstPageDocs(page: string): Promise<string> {
  const world = createWorld()
  world.player.commandDelayMs = 0
  const product = await startProduct({ world, heard: tenYears(world), now: () => worldDay })
  try {
    const client = await product.connect('documentation')
    const sections: string[] = []
    for await (const one of answered(client, [...questionsAboutYears, ...requests, ...questionsToSpotify])) sections.push(section(one))
    const [first = '', ...others] = sections
    return fillPart(fillPart(page, 'first question', first), 'nine more questions', others.join('\n\n'))
  } finally {
    await product.stop()
  }
}

function section({ asked, text }: Answered): string {
  // Receipts are random.
  const lines = text.replaceAll(/(?<=^Receipt )\w+/gm, 'k3m9xq').split('\n')
  const shown = lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), '…']
  return `**${asked}**\n\n\`\`\`\n${shown.join('\n')}\n\`\`\``
}
