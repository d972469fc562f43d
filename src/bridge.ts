// The entry of bridge.js.
import { runProgram } from './bridge/program.ts'
import { createStarter } from './bridge/start-tonearm.ts'

runProgram(createStarter)
