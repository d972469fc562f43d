import { useEffect } from 'preact/hooks'
import type { CopyableText, Outcome } from '../../src/shared/contract.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { strings } from '../strings.ts'
import { Button } from './button.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { Notice } from './notice.tsx'

const { common } = strings

/** So long the button says that it worked. */
const confirmationMs = 3_000

type CopyButtonProps = {
  /** Puts the text into the clipboard. The main process does it: some texts hold a secret that this window must not know. */
  copies(): Promise<Outcome>
  /** The sentence for a success. */
  done: string
  children?: string
  kind?: 'secondary' | 'quiet'
  /** For screen readers. Begins with the button's text. */
  label: string
}

/** A button that copies something, and says for a moment that it did. */
export function CopyButton({ copies, done, children = common.copy, kind, label }: CopyButtonProps) {
  const copy = useAction(copies, { done })
  const copied = copy.progress.state === 'over' && copy.progress.outcome.ok
  const failure = copy.progress.state === 'over' && !copy.progress.outcome.ok ? copy.progress.outcome.message : undefined

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(copy.clear, confirmationMs)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <div class="copy">
      <Button
        kind={kind}
        onPress={() => void copy.start()}
        busy={copy.progress.state === 'running' && common.copying}
        label={copied ? undefined : label}
      >
        {copied ? <CheckIcon /> : <CopyIcon />}
        {copied ? common.copied : children}
      </Button>
      {failure && <Notice kind="bad">{failure}</Notice>}
    </div>
  )
}

/** A text with a button that copies it. */
export function CopyRow({ value, text, what }: { value: string; text: CopyableText; what: string }) {
  const { api } = useTonearm()
  return (
    <div class="copy-row">
      <code>{value}</code>
      <CopyButton copies={() => api.copy(text)} done={common.wasCopied(what)} label={common.copyThis(what)} />
    </div>
  )
}
