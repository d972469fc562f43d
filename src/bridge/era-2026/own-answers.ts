import { instructions } from '../../shared/instructions.ts'
import { serverIcons } from '../../shared/server-icon.ts'
import { serverIntroduction } from '../../shared/server-introduction.ts'
import type { ConnectionOptions } from '../connection.ts'
import { failureAnswer, type OwnAnswers, offlineList } from '../own-answers.ts'
import { metaKeys, modernVersion } from './envelope.ts'

/** The bridge's own answers to clients of 2026-07-28. They are never to be kept: the Tonearm that comes may answer differently. */
export function modernAnswers({ lists, version }: Pick<ConnectionOptions, 'lists' | 'version'>): OwnAnswers {
  const { serverInfo, capabilities } = serverIntroduction
  // This protocol version has no log level that is set once.
  const { logging: _, ...modernCapabilities } = capabilities
  const complete = { resultType: 'complete', _meta: { [metaKeys.serverInfo]: { ...serverInfo, version } } }
  const notKept = { ttlMs: 0, cacheScope: 'private' }

  return {
    offline(request) {
      if (request.method === 'server/discover') {
        const _meta = { [metaKeys.serverInfo]: { ...serverInfo, version, icons: serverIcons } }
        return { ...complete, _meta, supportedVersions: [modernVersion], capabilities: modernCapabilities, instructions, ...notKept }
      }
      const list = offlineList(request, lists)
      return list && { ...complete, ...list, ...notKept }
    },
    failure: (request, refusal) => failureAnswer(request, refusal, complete),
  }
}
