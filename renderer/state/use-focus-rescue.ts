import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/**
 * Keeps the keyboard focus in place: when the focused control disappears because its work is done, the focus moves to the heading of its section,
 * not to the top of the window.
 */
export function useFocusRescue(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = area.current
    if (!root) return
    let focused: { element: Element; sections: Element[] } | undefined

    function remember({ target }: FocusEvent): void {
      if (target instanceof Element) focused = { element: target, sections: ancestors(target) }
    }

    /** The person moved the focus. */
    function forget({ target }: FocusEvent): void {
      queueMicrotask(() => {
        // A control that disappears also loses the focus, and is removed only now. In a window without focus, a control is still the active element.
        if (focused?.element === target && focused?.element.isConnected && document.activeElement !== target) focused = undefined
      })
    }

    function rescue(): void {
      if (!focused || focused.element.isConnected || document.activeElement !== document.body) return
      const section = focused.sections.find((candidate) => candidate.isConnected) ?? root
      const heading = section?.querySelector<HTMLElement>('h1, h2, h3')
      focused = undefined
      heading?.setAttribute('tabindex', '-1')
      heading?.focus()
    }

    const observer = new MutationObserver(rescue)
    observer.observe(root, { childList: true, subtree: true })
    root.addEventListener('focusin', remember)
    root.addEventListener('focusout', forget)
    return () => {
      observer.disconnect()
      root.removeEventListener('focusin', remember)
      root.removeEventListener('focusout', forget)
    }
  }, [area])
}

function ancestors(element: Element): Element[] {
  const section = element.parentElement?.closest('section, li, main')
  return section ? [section, ...ancestors(section)] : []
}
