import { changes } from './changes.ts'
import { clients } from './clients.ts'
import { completion } from './completion.ts'
import { doctor } from './doctor.ts'
import { history } from './history.ts'
import { log } from './log.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { open } from './open.ts'
import { pause } from './pause.ts'
import { resume } from './resume.ts'
import { serve } from './serve.ts'
import { status } from './status.ts'
import { stdio } from './stdio.ts'
import { stop } from './stop.ts'
import type { Command } from './terminal/command.ts'
import { undo } from './undo.ts'
import { uninstall } from './uninstall.ts'

/** All commands, in the order in which the help lists them. */
export const commands = {
  serve,
  stdio,
  stop,
  open,
  login,
  logout,
  status,
  doctor,
  clients,
  history,
  changes,
  undo,
  log,
  pause,
  resume,
  uninstall,
  completion,
} satisfies Record<string, Command>

export type CommandName = keyof typeof commands
