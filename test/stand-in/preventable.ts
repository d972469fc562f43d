/** An event that a listener can prevent. */
export type Preventable = { defaultPrevented: boolean; preventDefault(): void }

/** @param details what Electron passes beside */
export function preventable<Details extends object = object>(details?: Details): Preventable & Details {
  const event = {
    ...(details as Details),
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}
