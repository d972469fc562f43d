import { readFileSync } from 'node:fs'

/** Linux counts a process's time in ticks of 10 ms. */
const millisecondsPerTick = 10

/** The time that a process has computed so far, in milliseconds (user and system; `proc(5)`). */
export function cpuMs(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(afterName[11]) + Number(afterName[12])) * millisecondsPerTick
}

/** The memory that a process holds now, in megabytes (resident set). */
export function memoryMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}
