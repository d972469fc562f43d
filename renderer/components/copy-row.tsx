import { useEffect } from 'preact/hooks'
import type { ActionResult, CopyableText } from '../../src/shared/contract.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { commonTexts } from '../strings/common.ts'
import { Button } from './button.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { Notice } from './notice.tsx'

/** How long the button says that it worked. */
const confirmationMs = 3_000

type CopyButtonProps = {
  /** Puts the text into the clipboard. The main process does this, because some texts contain a secret that this window must not know. */
  copies(): Promise<ActionResult>
  /** The sentence for a success. */
  done: string
  children?: string
  kind?: 'secondary' | 'quiet'
  /** For screen readers. Begins with the button's text. */
  label: string
}

/** A button that copies something, and confirms it for a moment. */
export function CopyButton({ copies, done, children = commonTexts.copy, kind, label }: CopyButtonProps) {
  const copy = useAction(copies, { done })
  const copied = copy.progress.state === 'over' && copy.progress.result.ok
  const failure = copy.progress.state === 'over' && !copy.progress.result.ok ? copy.progress.result.message : undefined

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
        busy={copy.progress.state === 'running' && commonTexts.copying}
        label={copied ? undefined : label}
      >
        {copied ? <CheckIcon /> : <CopyIcon />}
        {copied ? commonTexts.copied : children}
      </Button>
      {failure && (
        <Notice kind="bad" news={failure}>
          {failure}
        </Notice>
      )}
    </div>
  )
}

/** A text with a button that copies it. */
export function CopyRow({ value, text, what }: { value: string; text: CopyableText; what: string }) {
  const { api } = useTonearm()
  return (
    <div class="copy-row">
      <code>{value}</code>
      <CopyButton copies={() => api.copy(text)} done={commonTexts.wasCopied(what)} label={commonTexts.copyThis(what)} />
    </div>
  )
}
