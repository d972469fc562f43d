import { useSetting } from '../state/use-setting.ts'
import { commonTexts } from '../strings/common.ts'
import { Switch } from './switch.tsx'

/** Whether an app that needs Tonearm may start it. Asked in the set-up, and changed later on the page Advanced. */
export function StartForApps() {
  const setting = useSetting('startForApps')
  return <Switch setting={setting} {...commonTexts.startForApps} />
}
