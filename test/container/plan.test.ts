import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readDockerIgnore } from '../../scripts/dockerfile/docker-ignore.ts'
import { readPlan } from '../../scripts/dockerfile/plan.ts'
import { carryOut, placeIn, type Surroundings } from '../../scripts/dockerfile/stage-folder.ts'

// The script that follows the Dockerfile without a container engine: what it understands, and that it stays in its folder.

describe('reading a Dockerfile', () => {
  it('gives stages with their steps, and what counts when the image is started', () => {
    const plan = readPlan(`
      # A comment
      FROM node:24-slim AS build
      WORKDIR /app
      ENV A=1 B=/two
      RUN one \\
        && two
      FROM base:1
      COPY --from=build --chown=1:2 /app/a b/ ./
      USER 1:2
      VOLUME /data
      EXPOSE 3345
      STOPSIGNAL SIGINT
      HEALTHCHECK --interval=1m --start-period=5s --timeout=300ms CMD ["check", "it"]
      ENTRYPOINT ["node"]
      CMD ["a", "b c"]`)
    const nothing = { volumes: [], ports: [], entrypoint: [], command: [] }
    expect(plan.stages[0]).toEqual({
      name: 'build',
      image: 'node:24-slim',
      steps: [
        { kind: 'workdir', path: '/app' },
        { kind: 'environment', name: 'A', value: '1' },
        { kind: 'environment', name: 'B', value: '/two' },
        { kind: 'run', command: expect.stringMatching(/^one +&& two$/) },
      ],
      settings: nothing,
    })
    expect(plan.stages[1]).toEqual({
      name: undefined,
      image: 'base:1',
      steps: [{ kind: 'copy', from: 'build', sources: ['/app/a', 'b/'], destination: './', owner: '1:2' }],
      settings: {
        user: '1:2',
        volumes: ['/data'],
        ports: ['3345'],
        stopSignal: 'SIGINT',
        healthCheck: { words: ['check', 'it'], startPeriodMs: 5_000, timeoutMs: 300 },
        entrypoint: ['node'],
        command: ['a', 'b c'],
      },
    })
  })

  it.each([
    ['RUN true', 'line 1: RUN stands before the first FROM.'],
    ['FROM $BASE', 'line 1: FROM names no plain image.'],
    ['FROM --platform=linux/arm64 a', 'line 1: FROM names no plain image.'],
    ['FROM a\nADD x y', 'line 2: ADD is not known here.'],
    ['FROM a\nARG TOKEN', 'line 2: ARG is not known here.'],
    ['FROM a\nCOPY *.json ./', 'line 2: COPY is a COPY of a form that is not known here.'],
    ['FROM a\nCOPY --chmod=700 a b', 'line 2: COPY is a COPY of a form'],
    ['FROM a\nCOPY ["a", "b"]', 'line 2: COPY'],
    ['FROM a\nENV A $B', 'line 2: ENV has variables or quotes'],
    ['FROM a\nENV A b', 'line 2: ENV is no plain NAME=value.'],
    ['FROM a\nRUN --mount=type=cache,target=/x true', 'line 2: RUN is no plain shell command.'],
    ['FROM a\nRUN ["true"]', 'line 2: RUN is no plain shell command.'],
    ['FROM a\nCMD node cli.js', 'line 2: CMD has to be in exec form'],
    ['FROM a\nENTRYPOINT []', 'line 2: ENTRYPOINT has to be in exec form'],
    ['FROM a\nHEALTHCHECK CMD curl localhost', 'line 2: HEALTHCHECK has to be in exec form'],
    ['FROM a\nHEALTHCHECK NONE', 'line 2: HEALTHCHECK has to be in exec form'],
    ['# nothing', 'The Dockerfile has no FROM.'],
  ])('refuses what it does not understand whole: %j', (text, sentence) => {
    expect(() => readPlan(text)).toThrow(sentence)
  })
})

describe('.dockerignore', () => {
  it('goes by the last pattern that matches a path or a folder above it', () => {
    const isIgnored = readDockerIgnore('# all but\n*\n!src\n!/a.json\n**/*.log\nsrc/secret/\n')
    expect(['src', 'src/x/y.ts', 'a.json'].map(isIgnored)).toEqual([false, false, false])
    expect(['b.json', 'x/a.json', '.git/config', 'src/x/y.log', 'src/secret/key'].map(isIgnored)).toEqual([true, true, true, true, true])
    expect(readDockerIgnore('')('anything')).toBe(false)
  })
})

describe('carrying a stage out', () => {
  function place(files: Record<string, string> = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'tonearm-follow-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const context = join(folder, 'context')
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(context, name, '..'), { recursive: true })
      writeFileSync(join(context, name), content)
    }
    const reported: string[] = []
    const surroundings: Surroundings = {
      context,
      isIgnored: readDockerIgnore('*\n!*.txt\n!src\n'),
      environment: { PATH: process.env.PATH ?? '' },
      done: new Map(),
      report: (line) => void reported.push(line),
    }
    const follow = (text: string, root = join(folder, 'root')) =>
      carryOut(readPlan(`FROM a\n${text}`).stages[0] as never, root, surroundings)
    return { folder, context, surroundings, follow, reported, read: (name: string) => readFileSync(join(folder, 'root', name), 'utf8') }
  }

  it('copies files and the content of folders, without what .dockerignore keeps out', () => {
    const { follow, read, folder } = place({ 'a.txt': 'a', 'b.txt': 'b', 'src/deep/c.txt': 'c', secret: 's' })
    follow('WORKDIR /app\nCOPY a.txt b.txt ./\nCOPY a.txt renamed\nCOPY src here\nCOPY . all/')
    expect(['app/a.txt', 'app/b.txt', 'app/renamed', 'app/here/deep/c.txt', 'app/all/src/deep/c.txt'].map(read).join('')).toBe('abacc')
    expect(existsSync(join(folder, 'root', 'app', 'all', 'secret'))).toBe(false)
  })

  it('runs commands where WORKDIR says, with what ENV says', () => {
    const { follow, read, reported } = place()
    const { workdir, environment } = follow('WORKDIR /app\nWORKDIR sub\nENV A=1\nRUN echo "$A" > out && mkdir made')
    expect([read('app/sub/out'), workdir, environment]).toEqual(['1\n', '/app/sub', { A: '1' }])
    expect(reported).toEqual([expect.stringMatching(/^ {2}RUN echo .+ \(\d+ ms\)$/)])
  })

  it('copies from an earlier stage, links as they are', () => {
    const { follow, surroundings, folder, read } = place()
    const earlier = join(folder, 'earlier')
    mkdirSync(join(earlier, 'app'), { recursive: true })
    writeFileSync(join(earlier, 'app', 'x'), 'x')
    symlinkSync('x', join(earlier, 'app', 'link'))
    surroundings.done.set('build', earlier)
    follow('COPY --from=build --chown=65532:65532 /app /app')
    expect(read('app/link')).toBe('x')
    expect(() => follow('COPY --from=other /app /app')).toThrow('There is no stage "other" above.')
  })

  it('says what a failing command wrote', () => {
    expect(() => place().follow('RUN echo why; exit 3')).toThrow(/^RUN failed \(3\): echo why; exit 3\nwhy\n/)
    expect(() => place().follow('COPY nothing ./')).toThrow('COPY finds no nothing.')
  })

  it.each([
    'rm -rf /data',
    'ls ../..',
    'cat ~/.npmrc',
    'echo x >/tmp/x',
    'X=/etc/passwd cat',
    'cat "/etc/passwd"',
    'cd .. && ls',
    'true;/bin/ls',
  ])('does not run what leads out of the folder: %s', (command) => {
    expect(() => place().follow(`RUN ${command}`)).toThrow('that leads out of the folder')
  })

  it('stays in the folder with every other path', () => {
    const { folder } = place()
    for (const path of ['/etc', '../../etc', '/../etc', 'a/../../../etc'])
      expect(placeIn(folder, path, '/app').startsWith(`${folder}/`)).toBe(true)
  })
})
