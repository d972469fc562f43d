import { createServer } from 'node:http'

// `node impostor-program.mjs PORT`: a program that listens where Tonearm was, answers like a server that wants to be trusted, and prints the head of
// every request that it gets, one JSON line each.

const server = createServer((request, response) => {
  process.stdout.write(`${JSON.stringify({ method: request.method, url: request.url, headers: request.headers })}\n`)
  const text = JSON.stringify({ proof: 'f'.repeat(64), jsonrpc: '2.0', id: 1, result: {} })
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text)
})
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'))
