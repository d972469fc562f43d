import { useEffect } from 'preact/hooks'

/**
 * Notices that files or folders are dragged over the window.
 *
 * @param wanted whether anybody wants to know now
 */
export function useFilesOver(wanted: boolean, onFiles: () => void): void {
  useEffect(() => {
    if (!wanted) return
    const enter = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) onFiles()
    }
    window.addEventListener('dragenter', enter)
    return () => window.removeEventListener('dragenter', enter)
  }, [wanted, onFiles])
}
