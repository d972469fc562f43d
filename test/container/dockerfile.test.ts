import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { openSettings } from '../../src/config/settings.ts'
import { root } from '../root.ts'
import { all, lastStage, letIn, text, words } from './dockerfile.ts'

// The rules that the Dockerfile keeps, told from its text. `npm run test:container` runs what it runs.

const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)

describe('the Dockerfile', () => {
  it('names a version of each base image, with the Node that we ask for', () => {
    const [, major] = /^>=(\d+)/.exec(packageJson.engines.node) ?? []
    expect(images).toHaveLength(2)
    for (const image of images)
      expect(image).toMatch(new RegExp(`^(node:|gcr\\.io/distroless/nodejs)${major}-[\\w:.-]+(@sha256:[0-9a-f]{64})?$`))
  })

  it('runs one script, which the build gets', () => {
    const [command, ...others] = [...text.matchAll(/^RUN (.+)$/gm)].map(([, command = '']) => command)
    expect(others).toEqual([])
    const [, script = ''] = /^sh (scripts\/\S+)$/.exec(command ?? '') ?? []
    expect(existsSync(join(root, script)), script).toBe(true)
    expect(letIn()).toContain('scripts')
  })

  it('ends in an image without a shell, with only what the stage before made, as a user who is not root, by number', () => {
    expect(images.at(-1)).toMatch(/^gcr\.io\/distroless\/.+:nonroot/)
    expect(lastStage).not.toMatch(/^(RUN|ADD)\b/m)
    for (const copied of all('COPY')) expect(copied).toMatch(/^--from=build (--chown=65532:65532 )?\/app\/image\//)
    expect(all('USER')).toEqual(['65532:65532'])
  })

  it('has no secret, and no place for one, that would stay in the image', () => {
    expect(text).not.toMatch(/^(ARG|ADD)\b/m)
    expect([...text.matchAll(/^ENV (.+)$/gm)].map(([, variables]) => variables)).toEqual(['NODE_ENV=production TONEARM_DATA_DIR=/data'])
  })

  it('checks its health without a shell, keeps its data in a volume of its user, and stops by the signal that Tonearm handles', () => {
    expect(words('HEALTHCHECK')).toEqual([...words('ENTRYPOINT'), 'status', '--check'])
    expect(all('VOLUME')).toEqual(['/data'])
    expect(all('COPY')).toContain('--from=build --chown=65532:65532 /app/image/data /data')
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(all('EXPOSE')).toEqual([String(openSettings({ file: join(root, 'no-such-file') }).current().port)])
  })
})

describe('.dockerignore', () => {
  it('lets in what the build needs: no history, no installed packages, no tests, no secret that somebody left in the folder', () => {
    expect(letIn()).toEqual([
      ...['assets', 'electron.vite.config.ts', 'LICENSE', 'package-lock.json', 'package.json', 'README.md'],
      ...['renderer', 'scripts', 'src', 'tsconfig.json'],
    ])
  })
})
