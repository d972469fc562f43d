import type { ClientChange, ClientChangeStep, TextEdit } from '../../../src/shared/clients.ts'
import { readableLink } from '../../state/readable-link.ts'
import { clientsTexts } from '../../strings/clients.ts'

const texts = clientsTexts.steps

/** Exactly what a change does, step by step. The key is already masked. */
export function ChangeSteps({ change }: { change: ClientChange }) {
  return (
    <ol class="change-steps">
      {change.steps.map((step, index) => (
        <li key={`${index} ${step.kind}`} class="change-step">
          <Step step={step} />
        </li>
      ))}
    </ol>
  )
}

function Step({ step }: { step: ClientChangeStep }) {
  switch (step.kind) {
    case 'create-file':
    case 'edit-file':
      return (
        <>
          <p>{step.kind === 'create-file' ? texts.create : step.keepsCopy ? texts.editWithCopy : texts.edit}</p>
          <Path path={step.file} />
          <Edits edits={step.edits} />
        </>
      )
    case 'remove-file':
      return (
        <>
          <p>{texts.remove}</p>
          <Path path={step.file} />
        </>
      )
    case 'run':
      return (
        <>
          <p>{texts.run}</p>
          <pre class="code-block">{step.command}</pre>
        </>
      )
    case 'open-link':
      return <Link link={step.link} />
    case 'open-file':
      return (
        <>
          <p>{texts.file}</p>
          <Path path={step.file} />
        </>
      )
  }
}

function Path({ path }: { path: string }) {
  return (
    <p>
      <code class="path">{path}</code>
    </p>
  )
}

function Link({ link }: { link: string }) {
  const { opens, holds } = readableLink(link)
  return (
    <>
      <p>{texts.link}</p>
      <Path path={opens} />
      {holds && (
        <>
          <p>{texts.linkHolds}</p>
          <pre class="code-block">{holds}</pre>
        </>
      )}
    </>
  )
}

/** The removed and added lines, with their numbers before the change. */
function Edits({ edits }: { edits: TextEdit[] }) {
  return (
    <div class="edits">
      {edits.map((edit, index) => (
        <div key={`${index} ${edit.line}`} class="edit">
          <p class="edit-line">{texts.line(edit.line)}</p>
          <Lines kind="removed" text={edit.removed} />
          <Lines kind="added" text={edit.added} />
          {edit.removed === edit.added && <p class="edit-note">{texts.onlyKey}</p>}
        </div>
      ))}
    </div>
  )
}

function Lines({ kind, text }: { kind: 'removed' | 'added'; text: string }) {
  if (text === '') return null
  const Element = kind === 'removed' ? 'del' : 'ins'
  return (
    <Element class={kind}>
      <span class="visually-hidden">{texts[kind]} </span>
      {text
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map((line, index) => (
          <span key={index} class="edit-text">
            {line}
          </span>
        ))}
    </Element>
  )
}
