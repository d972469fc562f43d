import { build, type InlineConfig, type Rolldown } from 'vite'
import rendererConfig from '../../renderer/vite.config.ts'

/** Builds the settings window as it is shipped. Without a folder nothing is written. */
export async function buildWindow(folder?: string): Promise<Rolldown.RolldownOutput> {
  const before = process.env.NODE_ENV
  // Vitest says "test", and Vite would take that for development.
  process.env.NODE_ENV = 'production'
  try {
    const place: InlineConfig['build'] = folder ? { outDir: folder } : { write: false }
    const config = { ...rendererConfig, configFile: false, logLevel: 'error', build: { ...rendererConfig.build, ...place } } as const
    return (await build(config)) as Rolldown.RolldownOutput
  } finally {
    process.env.NODE_ENV = before
  }
}
