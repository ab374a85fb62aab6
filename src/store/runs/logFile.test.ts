import { describe, expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { largestLog, readLog } from './logFile.ts';

const events = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 });
const lines = events.map((event) => JSON.stringify(event));

function source(text: string, size = text.length) {
  return { name: 'events.jsonl', size, text: async () => text };
}

async function refusal(text: string) {
  const reading = await readLog(source(text));
  if (reading.ok) throw new Error('The log was taken');
  return reading.fault;
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
    ['no JSON', lines.with(2, '{"type":'), 'line 3', /no JSON/],
    ['an unknown event', lines.with(1, '{"type":"round-eaten"}'), 'line 2', /./],
    ['a missing line', lines.toSpliced(2, 1), 'line 3', /line is missing/],
    ['a log without its beginning', lines.slice(1), 'line 1', /begins with run-started/],
    ['two logs', [...lines, lines[0]], `line ${lines.length + 1}`, /cannot follow|again/],
  ])('names the line of %s', async (_what, bad, place, found) => {
    const fault = await refusal(bad.join('\n'));
    expect(fault).toMatchObject({ file: 'events.jsonl', place });
    expect(fault.found).toMatch(found);
    expect(fault.remedy).not.toBe('');
  });

  it('refuses lists that do not fit the number of classes', async () => {
    const started = { ...JSON.parse(lines[1]), classImportance: [0.5, 0.5] };
    const fault = await refusal(lines.with(1, JSON.stringify(started)).join('\n'));
    expect(fault).toMatchObject({ place: 'line 2', found: 'a list of 2 classes' });
  });

  it('refuses what is empty or too large without reading it', async () => {
    expect((await refusal('')).found).toBe('no lines');
    const huge = await readLog(source('', largestLog + 1));
    expect(huge.ok).toBe(false);
  });
});
