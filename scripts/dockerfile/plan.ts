import { type Copy, DockerfileParser, type From, type Healthcheck, type Instruction, type JSONInstruction } from 'dockerfile-ast'

/** What a Dockerfile says, as far as it can be carried out in folders. */
export type Plan = { stages: Stage[] }

/** One FROM and all that follows it until the next. */
export type Stage = { name?: string; image: string; steps: Step[]; settings: ImageSettings }

/** What makes files, in the order of the file. */
export type Step =
  | { kind: 'workdir'; path: string }
  | { kind: 'environment'; name: string; value: string }
  | { kind: 'copy'; from?: string; sources: string[]; destination: string; owner?: string }
  | { kind: 'run'; command: string }

/** What only counts when the image is started. Times in milliseconds. */
export type ImageSettings = {
  user?: string
  volumes: string[]
  ports: string[]
  stopSignal?: string
  healthCheck?: { words: string[]; startPeriodMs: number; timeoutMs: number }
  entrypoint: string[]
  command: string[]
}

/**
 * Reads a Dockerfile: the part of the language that ours uses, and nothing half understood.
 *
 * @throws with the line, for every instruction, flag or form that cannot be carried out faithfully
 */
export function readPlan(text: string): Plan {
  const stages: Stage[] = []
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      stages.push(newStage(instruction as From))
      continue
    }
    const stage = stages.at(-1)
    if (!stage) throw unclear(instruction, 'stands before the first FROM')
    add(instruction, stage)
  }
  if (stages.length === 0) throw new Error('The Dockerfile has no FROM.')
  return { stages }
}

function newStage(from: From): Stage {
  const image = from.getImage()
  if (!image || image.includes('$') || from.getFlags().length > 0) throw unclear(from, 'names no plain image')
  const settings = { volumes: [], ports: [], entrypoint: [], command: [] }
  return { name: from.getBuildStage() ?? undefined, image, steps: [], settings }
}

function add(instruction: Instruction, { steps, settings }: Stage): void {
  const words = instruction.getArguments().map((argument) => argument.getValue())
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      return void steps.push({ kind: 'workdir', path: plain(instruction, words)[0] ?? '/' })
    case 'ENV':
      for (const word of plain(instruction, words)) steps.push({ kind: 'environment', ...assignment(instruction, word) })
      return
    case 'COPY':
      return void steps.push(copyStep(instruction as Copy))
    case 'RUN':
      return void steps.push({ kind: 'run', command: shellForm(instruction as JSONInstruction) })
    case 'USER':
      settings.user = plain(instruction, words)[0]
      return
    case 'VOLUME':
      return void settings.volumes.push(...plain(instruction, words))
    case 'EXPOSE':
      return void settings.ports.push(...plain(instruction, words))
    case 'STOPSIGNAL':
      settings.stopSignal = plain(instruction, words)[0]
      return
    case 'HEALTHCHECK':
      settings.healthCheck = healthCheck(instruction as Healthcheck)
      return
    case 'ENTRYPOINT':
      settings.entrypoint = execForm(instruction, instruction.getArgumentsContent())
      return
    case 'CMD':
      settings.command = execForm(instruction, instruction.getArgumentsContent())
      return
    default:
      throw unclear(instruction, 'is not known here')
  }
}

function copyStep(copy: Copy): Step {
  const flags = Object.fromEntries(copy.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? '']))
  const strange = Object.keys(flags).find((name) => name !== 'from' && name !== 'chown')
  const paths = plain(
    copy,
    copy.getArguments().map((argument) => argument.getValue()),
  )
  const destination = paths.at(-1)
  if (strange || copy.getJSONStrings().length > 0 || paths.length < 2 || destination === undefined || /[*?[]/.test(paths.join())) {
    throw unclear(copy, 'is a COPY of a form that is not known here')
  }
  return { kind: 'copy', from: flags.from, sources: paths.slice(0, -1), destination, owner: flags.chown }
}

function shellForm(run: JSONInstruction): string {
  const command = run.getArgumentsContent()
  if (!command || run.getJSONStrings().length > 0 || run.getFlags().length > 0) throw unclear(run, 'is no plain shell command')
  return command
}

function healthCheck(check: Healthcheck): ImageSettings['healthCheck'] {
  const flags = Object.fromEntries(check.getFlags().map((flag) => [flag.getName(), milliseconds(flag.getValue() ?? '')]))
  const content = check.getArgumentsContent()?.replace(/^CMD\s+/, '') ?? ''
  return { words: execForm(check, content), startPeriodMs: flags['start-period'] ?? 0, timeoutMs: flags.timeout ?? 30_000 }
}

function milliseconds(duration: string): number {
  const [, number, unit] = /^(\d+)(ms|s|m)$/.exec(duration) ?? []
  return Number(number) * ({ ms: 1, s: 1_000, m: 60_000 }[unit ?? ''] ?? Number.NaN)
}

/** A JSON array of words: without a shell around it, signals reach the program itself, and distroless images have no shell at all. */
function execForm(instruction: Instruction, content: string | null): string[] {
  try {
    const words: unknown = JSON.parse(content ?? '')
    if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string')) return words
  } catch {
    // Said below, with the line.
  }
  throw unclear(instruction, 'has to be in exec form, ["like", "this"]')
}

function assignment(instruction: Instruction, word: string): { name: string; value: string } {
  const [, name = '', value] = /^(\w+)=(.*)$/.exec(word) ?? []
  if (value === undefined || /["'\\]/.test(value)) throw unclear(instruction, 'is no plain NAME=value')
  return { name, value }
}

function plain(instruction: Instruction, words: string[]): string[] {
  if (words.length === 0 || words.some((word) => /[$"']/.test(word))) throw unclear(instruction, 'has variables or quotes, or is empty')
  return words
}

function unclear(instruction: Instruction, why: string): Error {
  return new Error(`Dockerfile, line ${instruction.getRange().start.line + 1}: ${instruction.getKeyword()} ${why}.`)
}
