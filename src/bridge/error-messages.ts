/** The bridge's own error messages, for the person and the model, as whole sentences. */
export const errorMessages = {
  notRunning: (platform: NodeJS.Platform) => `Tonearm is not running. Start it from ${appLocation(platform)}, then ask again.`,
  doesNotAnswer: 'Tonearm is running, but it does not answer. Quit it, start it again, then ask again.',
  tokenRefused: 'Tonearm does not accept the access key that it saved for apps on this computer. Quit it, start it again, then ask again.',
  keepsBreaking: 'The connection to Tonearm keeps breaking. Quit it, start it again, then ask again.',
  connectionLost: 'The connection to Tonearm broke before it answered. Ask again.',
  resultUnknown:
    'The connection to Tonearm broke during this call, so it is not known whether it was carried out. Check the result before retrying.',
  noEnvelope: 'This request lacks its protocol version: _meta needs io.modelcontextprotocol/protocolVersion.',
  unsupportedVersion: 'This server does not support this protocol version.',
  notInitialized: 'This server is not initialized yet. Send an initialize request first.',
  noDiscovery: 'This server does not know server/discover. Send an initialize request.',
  notJson: 'This line is not valid JSON, or is nested too deeply. Send one JSON-RPC message per line.',
  tooLong: 'This line is too long, so it was not read. Send smaller messages.',
  notAMessage: 'This is not a JSON-RPC request, notification or response.',
  incompleteInitialize: 'The initialize request is not complete: it needs params with protocolVersion, capabilities and clientInfo.',
}

function appLocation(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'the Start menu'
  return platform === 'darwin' ? 'the Applications folder' : 'the applications menu'
}
