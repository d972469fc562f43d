const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#c4552f"/><circle cx="14.5" cy="17.5" r="10" fill="#211c19"/><circle cx="14.5" cy="17.5" r="3.5" fill="#f4e9dc"/><path d="M25.5 7l-1 10-5 5" fill="none" stroke="#f4e9dc" stroke-width="2" stroke-linecap="round"/></svg>'

/**
 * Tonearm's icon, for the answers that introduce it: `initialize`, and `server/discover` since 2026-07-28. It is small and comes with the answer, since
 * clients take no picture from an address that is neither theirs nor the server's (MCP 2025-11-25, basic/index, icons).
 */
export const serverIcons = [{ src: `data:image/svg+xml;base64,${btoa(svg)}`, mimeType: 'image/svg+xml', sizes: ['any'] }]
