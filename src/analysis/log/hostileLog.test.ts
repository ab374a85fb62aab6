/** Logs from strangers: keys that all objects have, and JSON as deep as it can be. */
import { expect, it } from 'vitest';
import { sampleLog } from '../testing/sampleRun.ts';
import { readLog } from './readLog.ts';

const lines = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 }).map((event) =>
  JSON.stringify(event),
);
const read = (text: string) => readLog({ size: text.length, text: async () => text });

it.each(['__proto__', 'constructor', 'prototype'])(
  'a log with %s in any of its objects changes nothing beside itself',
  async (key) => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    let count = 0;
    for (const [at, line] of lines.entries()) {
      for (const { index } of line.matchAll(/\{(?!\})/g)) {
        const added = `"${key}":{"polluted":1},`;
        const changed = line.slice(0, index + 1) + added + line.slice(index + 1);
        const reading = await read(lines.with(at, changed).join('\n'));
        if (reading.ok) {
          expect(JSON.stringify(reading.log.newest)).not.toContain('polluted');
          expect(Reflect.get(reading.log.newest ?? {}, 'polluted')).toBeUndefined();
        } else expect(reading.refusal).toMatchObject({ line: at + 1 });
        count++;
      }
    }
    expect(count).toBeGreaterThan(20);
    expect('polluted' in {}).toBe(false);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  },
);

it('a line of JSON as deep as it can be is refused by its number', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const line of [deep, `{"type":"run-started","spec":${deep}}`]) {
    const reading = await read([lines[0], line, lines[1]].join('\n'));
    expect(reading.ok).toBe(false);
    expect(reading.ok ? null : reading.refusal.line).toBe(2);
  }
});
