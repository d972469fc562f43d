import { openVault } from '../../auth/open-vault.ts'
import type { Paths } from '../../config/paths.ts'
import type { VaultKind } from '../../config/vault-kind.ts'
import type { Finding } from '../../shared/finding.ts'
import { isProblem } from '../../shared/problem.ts'
import { createDataLock } from '../../store/data-locks.ts'
import { findingsAbout } from './finding.ts'

/** An entry that exists for a moment only. */
const entry = 'doctor-check'

/** Whether the vault keeps what is written into it. @param advice what else can be done without a keychain, as a sentence; missing where nothing can */
export async function examineVault(kind: VaultKind, { directory, vault: file }: Paths, advice?: string): Promise<Finding> {
  const { ok, warning, problem } = findingsAbout(kind === 'keychain' ? 'Keychain' : 'Login storage')
  if (kind === 'memory') return warning('With --vault memory the login is lost when Tonearm ends. Use --vault keychain or --vault file.')
  const { exclusively } = createDataLock(directory, 'vault')
  const vault = openVault(kind, { file, exclusively })
  try {
    await vault.write(entry, 'kept')
    const kept = await vault.read(entry)
    await vault.forget(entry)
    if (kept !== 'kept') return problem('What is written into it is not kept. Restart the computer, then try again.')
    return ok(kind === 'keychain' ? 'It keeps what Tonearm writes.' : 'The login is kept in a file that only you can read.')
  } catch (error) {
    if (!isProblem(error)) throw error
    return problem([error.message, kind === 'keychain' && advice].filter(Boolean).join(' '))
  }
}
