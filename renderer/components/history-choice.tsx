import { useEffect } from 'preact/hooks'
import { useTonearm } from '../state/tonearm-context.ts'
import { useSetting } from '../state/use-setting.ts'
import { historyTexts } from '../strings/history.ts'
import { Switch } from './switch.tsx'

/** Says that what is played is kept, with the switch. Nothing is kept before somebody has had this before their eyes. */
export function HistoryChoice() {
  const { api, settings } = useTonearm()
  const keep = useSetting('keepHistory')
  const { historyNoticeSeen } = settings

  useEffect(() => {
    if (!historyNoticeSeen) void api.changeSettings({ historyNoticeSeen: true })
  }, [api, historyNoticeSeen])

  return <Switch setting={keep} title={historyTexts.keep.title} text={historyTexts.keep.text} />
}
