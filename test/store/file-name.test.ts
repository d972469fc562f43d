import { describe, expect, it } from 'vitest'
import { fileName } from '../../src/store/file-name.ts'

describe('the name of a file made of a title', () => {
  it.each([
    ['Road Trip', 'Road Trip.csv'],
    ['Träume & Ängste 夜', 'Träume & Ängste 夜.csv'],
    ['../../etc/passwd', '_.._etc_passwd.csv'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j.csv'],
    ['.bashrc', 'bashrc.csv'],
    ['... hidden . . ', 'hidden.csv'],
    ['two\r\nlines\u0000\u0007', 'two lines.csv'],
    ['gpj\u202egnp.exe', 'gpj gnp.exe.csv'],
    ['\u200b\u2066', 'List.csv'],
    ['', 'List.csv'],
    ['CON', '_CON.csv'],
    ['nul.txt', '_nul.txt.csv'],
    ['Com1', '_Com1.csv'],
    ['LPT³', '_LPT³.csv'],
    ['aux ', '_aux.csv'],
    ['console', 'console.csv'],
    ['\ud800', '�.csv'],
    ['e\u0301', 'é.csv'],
  ])('%j becomes %j', (title, name) => {
    expect(fileName(title, 'csv')).toBe(name)
  })

  it('has a number from the second on', () => {
    expect(fileName('Mix', 'm3u8', 2)).toBe('Mix (2).m3u8')
  })

  it.each(['a', '夜', '🎵', '👩🏽‍🚀'])('of many %s fits into 255 bytes and ends with a whole character', (character) => {
    const name = fileName(character.repeat(300), 'm3u8', 999)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(name).not.toContain('�')
    expect(name.length).toBeGreaterThan(40)
  })
})
