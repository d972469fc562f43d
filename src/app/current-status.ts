import { version } from '../config/version.ts'
import type { Status } from '../shared/status.ts'
import type { Spotify } from '../spotify/client.ts'
import type { OpenDatabase } from '../store/database.ts'
import type { AccountAccess } from '../tools/runtime/caller.ts'
import type { AccessPause } from './access-pause.ts'
import type { BlockedClients } from './blocked-clients.ts'
import type { CallLog } from './call-log.ts'
import type { EndpointHost } from './endpoint-host.ts'
import type { ListeningHistory } from './listening-history.ts'
import type { Person } from './person.ts'
import type { PersonQuestions } from './person-questions.ts'

/** The parts that a status tells of. */
type Parts = {
  person: Pick<Person, 'status'>
  account: Pick<AccountAccess, 'id'>
  host: Pick<EndpointHost, 'status' | 'clients'>
  callLog: Pick<CallLog, 'countCalls' | 'latest'>
  blocked: Pick<BlockedClients, 'names'>
  spotify: Pick<Spotify, 'quota'>
  access: Pick<AccessPause, 'current'>
  history: Pick<ListeningHistory, 'state'>
  questions: Pick<PersonQuestions, 'open'>
  database: Pick<OpenDatabase, 'trouble'>
}

/** Everything about the running product that the person may see, as it is now. */
export function currentStatus({ person, account, host, callLog, blocked, spotify, access, history, questions, database }: Parts): Status {
  const trouble = database.trouble()
  const paused = access.current()
  const asked = questions.open()
  return {
    version,
    account: person.status(),
    endpoint: host.status(),
    clients: callLog.countCalls(host.clients(), account.id()),
    blockedClients: blocked.names(),
    calls: callLog.latest(account.id()),
    quota: spotify.quota(),
    ...(paused && { paused }),
    history: history.state(),
    ...(asked.length > 0 && { questions: asked }),
    ...(trouble && { database: { reason: trouble.message, problem: trouble.code } }),
  }
}
