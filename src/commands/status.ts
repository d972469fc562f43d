import { askRunningEndpoint } from '../running-endpoint.ts'
import type { Status } from '../shared/status.ts'
import type { Invocation } from './invocation.ts'
import { statusLines } from './status-lines.ts'

/** Shows the status of the running Tonearm, or what is known without one. */
export async function status({ flags, tonearm, terminal, paths, own }: Invocation): Promise<void> {
  const running = await askRunningEndpoint(paths.endpoint)
  const shown = running?.account.state === 'signed-in' ? running : await withLoginFromVault(running)
  terminal.answer(flags.json ? JSON.stringify(shown) : statusLines(shown, own))

  /** A running Tonearm looks into the vault when it is asked something, so a login made meanwhile is not in its status yet. */
  async function withLoginFromVault(running: Status | undefined): Promise<Status> {
    await tonearm.restore()
    const ours = tonearm.status()
    return { ...(running ?? ours), ...((!running || ours.account.state === 'signed-in') && { account: ours.account }) }
  }
}
