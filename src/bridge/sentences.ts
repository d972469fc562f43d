/** What the bridge has to say to the person and the model, as whole sentences. */
export const sentences = {
  notRunning: (platform: NodeJS.Platform) => `Tonearm is not running. Start it from ${startingPlace(platform)}, then ask again.`,
  doesNotAnswer: 'Tonearm runs, but does not answer. Quit it, start it again, then ask again.',
  tokenRefused: 'Tonearm does not accept the key that it wrote down for its own clients. Quit it, start it again, then ask again.',
  keepsBreaking: 'The connection to Tonearm keeps breaking. Quit it, start it again, then ask again.',
  broke: 'The connection to Tonearm broke before the answer was there. Ask again.',
  perhapsDone:
    'The connection to Tonearm broke during this call, so it is not known whether it was carried out. Look how things stand before you repeat it.',
  notInitialized: 'This server has to be initialized first. Send an initialize request.',
  noDiscovery: 'This server has no server/discover. Send an initialize request.',
  notJson: 'This line is not valid JSON, or nested too deeply. Send one JSON-RPC message a line.',
  tooLong: 'This line is too long, so it was not read. Send smaller messages.',
  notAMessage: 'This is not a JSON-RPC request, notification or response.',
  incompleteInitialize: 'The initialize request is not complete: it needs params with protocolVersion, capabilities and clientInfo.',
}

function startingPlace(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'the Start menu'
  return platform === 'darwin' ? 'the Applications folder' : 'the applications menu'
}
