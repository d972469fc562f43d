import { useEffect, useState } from 'preact/hooks'

const minuteMs = 60_000

/** The time in milliseconds since the epoch, updated each minute, for texts such as "5 minutes ago". */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
