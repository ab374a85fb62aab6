import { describe, expect, it } from 'vitest';
import { sampleLog } from '../testing/sampleRun.ts';
import { largestLog, readLog } from './readLog.ts';

const events = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 });
const lines = events.map((event) => JSON.stringify(event));

function source(text: string, size = text.length) {
  return { size, text: async () => text };
}

async function refusal(text: string) {
  const reading = await readLog(source(text));
  if (reading.ok) throw new Error('The log was taken');
  return reading.refusal;
}

describe('reading a log', () => {
  it('takes what was exported, with or without a last line break', async () => {
    for (const text of [lines.join('\n'), `${lines.join('\n')}\n`]) {
      const reading = await readLog(source(text));
      expect(reading.ok && reading.log.events).toEqual(events);
    }
  });

  it('takes a log that stops in the middle of a run', async () => {
    const reading = await readLog(source(lines.slice(0, 3).join('\n')));
    expect(reading.ok && reading.log.newest?.phase).toBe('training');
  });

  it.each([
    ['no JSON', lines.with(2, '{"type":'), 3, 'no-event', /no JSON/],
    ['an empty line', lines.with(2, ''), 3, 'no-event', /no JSON/],
    ['an unknown event', lines.with(1, '{"type":"round-eaten"}'), 2, 'no-event', /./],
    ['a missing line', lines.toSpliced(2, 1), 3, 'disorder', /line is missing/],
    ['a log without its beginning', lines.slice(1), 1, 'disorder', /begins with run-started/],
    ['two logs', [...lines, lines[0]], lines.length + 1, 'disorder', /cannot follow|again/],
  ])('names the line of %s', async (_what, bad, line, flaw, found) => {
    const refused = await refusal(bad.join('\n'));
    expect(refused).toMatchObject({ line, flaw });
    expect(refused.found).toMatch(found);
  });

  it('refuses lists that do not fit the number of classes', async () => {
    const started = { ...JSON.parse(lines[1]), classImportance: [0.5, 0.5] };
    const refused = await refusal(lines.with(1, JSON.stringify(started)).join('\n'));
    expect(refused).toEqual({
      flaw: 'misfit',
      line: 2,
      found: 'a list of 2 classes',
      allowed: 'one of 10, as the run has',
    });
  });

  it('refuses what is empty or too large without reading it', async () => {
    expect(await refusal('')).toMatchObject({ flaw: 'empty', line: null, found: 'no lines' });
    const huge = await readLog({
      size: largestLog + 1,
      text: () => Promise.reject(new Error('It was read')),
    });
    expect(huge).toMatchObject({ ok: false, refusal: { flaw: 'too-large', line: null } });
  });
});
