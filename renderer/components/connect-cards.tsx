import { strings } from '../strings.ts'
import { CopyButton } from './copy-row.tsx'
import { Notice } from './notice.tsx'

const texts = strings.clients

/** The ways to connect an app today: a command for Claude Code, a configuration for the others. */
export function ConnectCards() {
  return (
    <>
      <ul class="connect">
        <li class="connect-card">
          <h3>{texts.claudeCode.title}</h3>
          <p>{texts.claudeCode.text}</p>
          <CopyButton text="claude-code-command" what={texts.claudeCode.what} kind="primary">
            {texts.claudeCode.button}
          </CopyButton>
        </li>
        <li class="connect-card">
          <h3>{texts.json.title}</h3>
          <p>{texts.json.text}</p>
          <CopyButton text="json-configuration" what={texts.json.what}>
            {texts.json.button}
          </CopyButton>
        </li>
      </ul>
      <Notice kind="info">{texts.secret}</Notice>
    </>
  )
}
