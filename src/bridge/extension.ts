// The entry of the bridge.js in tonearm.mcpb. An extension of Claude Desktop starts no other program, so this one does not even contain the code for it.
import { runProgram } from './program.ts'

runProgram()
