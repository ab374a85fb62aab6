import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resultOf } from '../../spec/run/result.ts';
import type { EventOf, RunEvent } from '../../spec/run/runEvent.ts';
import { sampleLog } from '../testing/sampleRun.ts';
import { logNotes } from './logNotes.ts';
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

/** Where the line at an index ends, its line break not counted. */
const ends = (at: number) => lines.slice(0, at + 1).join('\n').length;

describe('reading a log', () => {
  it('takes what was exported, with or without a last line break', async () => {
    for (const text of [lines.join('\n'), `${lines.join('\n')}\n`]) {
      const reading = await readLog(source(text));
      expect(reading.ok && reading.log.events).toEqual(events);
    }
  });

  it('takes a log of an older version, which measured nothing beyond errors, by the same digest', async () => {
    const older = events
      .filter(({ type }) => type !== 'round-measured')
      .map((event, seq) => JSON.stringify({ ...event, seq }));
    expect(older.length).toBeLessThan(lines.length);
    const reading = await readLog(source(older.join('\n')));
    if (!reading.ok) throw new Error('The log was refused');
    expect(reading.digest).toMatchObject({ outcome: 'agrees' });
    expect(reading.log.newest?.rounds[0].measures).toBeNull();
    const [round] = reading.log.newest === null ? [] : resultOf(reading.log.newest).rounds;
    expect(round.measures).toBeNull();
  });

  it('takes a log that stops in the middle of a run, which is interrupted once nobody trains it', async () => {
    const reading = await readLog(source(lines.slice(0, 3).join('\n')));
    if (!reading.ok) throw new Error('The log was refused');
    expect(reading.log.newest?.phase).toBe('training');
    expect(reading).toMatchObject({ cutLine: null, digest: { outcome: 'none' } });
    reading.log.leave();
    expect(reading.log.newest?.phase).toBe('interrupted');
  });

  it('leaves a finished run finished', async () => {
    const reading = await readLog(source(lines.join('\n')));
    if (!reading.ok) throw new Error('The log was refused');
    reading.log.leave();
    expect(reading.log.newest?.phase).toBe('finished');
  });

  it('takes what is whole of a log that was cut off at any byte', async () => {
    const text = lines.slice(0, 4).join('\n');
    const second = lines[0].length + 1;
    const cuts = Array.from({ length: 60 }, (_, at) => second + 2 + at * 13);
    for (const cut of [...cuts, ...lines.slice(0, 3).map((_, at) => ends(at))]) {
      if (cut >= text.length) continue;
      const kept = text.slice(0, cut);
      const whole = kept.split('\n').filter((line) => lines.includes(line));
      const reading = await readLog(source(kept));
      if (!reading.ok) throw new Error(`The log that was cut at ${cut} was refused`);
      expect(reading.log.events).toEqual(events.slice(0, whole.length));
      const isTorn = whole.join('\n').length < kept.trimEnd().length;
      expect(reading.cutLine).toBe(isTorn ? whole.length + 1 : null);
    }
  });

  it.each([
    ['blank lines', '\n\n \n'],
    ['carriage returns', '\r\n\r\n'],
    ['zeros, where the disk was not written', '\n\0\0\0\0'],
  ])('takes a log that ends in %s', async (_what, end) => {
    const reading = await readLog(source(lines.join('\n') + end));
    expect(reading).toMatchObject({ ok: true, cutLine: null, digest: { outcome: 'agrees' } });
  });

  it('refuses a torn line that others follow, and a file of one', async () => {
    const torn = lines.with(2, lines[2].slice(0, -3));
    expect(await refusal(torn.join('\n'))).toMatchObject({ line: 3, flaw: 'no-event' });
    expect(await refusal(lines[0].slice(0, -3))).toMatchObject({ line: 1, flaw: 'no-event' });
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

describe('a log from outside is not believed', () => {
  const find = (type: RunEvent['type']) => events.findIndex((event) => event.type === type);
  const changed = (type: RunEvent['type'], change: object) => {
    const at = find(type);
    return lines.with(at, JSON.stringify({ ...events[at], ...change })).join('\n');
  };
  const epoch = events[find('epoch-finished')] as EventOf<'epoch-finished'>;
  const round = events[find('round-finished')] as EventOf<'round-finished'>;
  const measured = events[find('round-measured')] as EventOf<'round-measured'>;

  it('says where its digest does not come to what its lines tell', async () => {
    for (const text of [
      changed('epoch-finished', { errors: { ...epoch.errors, test: 0.001 } }),
      changed('round-finished', { voteWeight: round.voteWeight + 0.1 }),
      changed('run-finished', { digest: `2:${'0'.repeat(64)}` }),
      changed('run-finished', { digest: '0'.repeat(64) }),
    ]) {
      const reading = await readLog(source(text));
      if (!reading.ok) throw new Error(`The log was refused: ${reading.refusal.found}`);
      expect(reading.digest.outcome).toBe('differs');
      expect(logNotes(reading).join(' ')).toContain('The log was changed after it was written');
    }
    const newer = await readLog(source(changed('run-finished', { digest: '3:0' })));
    expect(newer).toMatchObject({ ok: true, digest: { outcome: 'newer' } });
    const own = await readLog(source(lines.join('\n')));
    expect(own.ok && [own.digest, logNotes(own)]).toEqual([{ outcome: 'agrees' }, []]);
  });

  it('checks logs of the first version as they were', async () => {
    const folder = new URL('../../spec/run/fixtures/', import.meta.url);
    for (const name of ['digest1Complementary', 'digest1Levelwise']) {
      const text = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8');
      const reading = await readLog(source(text));
      expect(reading).toMatchObject({ ok: true, digest: { outcome: 'agrees' } });
      const edited = text.replace(/"trainLoss":0\.\d/, '"trainLoss":0.0');
      expect(edited).not.toBe(text);
      const other = await readLog(source(edited));
      expect(other).toMatchObject({ ok: true, digest: { outcome: 'differs' } });
    }
  });

  const nobody = { ...events[0], runId: 'x'.repeat(50_000_000) };
  it.each<readonly [string, string, RegExp]>([
    ['an epoch of 1e15', changed('epoch-finished', { epoch: 1e15 }), /^epoch: /],
    ['an epoch that jumps', changed('epoch-finished', { epoch: 7 }), /Epoch 7 cannot follow/],
    ['an error of 2', changed('epoch-finished', { errors: { test: 2 } }), /^errors.test: /],
    [
      'an accuracy of 5',
      changed('epoch-finished', { classAccuracy: { test: Array(10).fill(5) } }),
      /^classAccuracy.test.0: /,
    ],
    ['a negative error', changed('epoch-finished', { errors: { test: -0.1 } }), /^errors.test: /],
    [
      'an importance below 0',
      changed('round-started', { classImportance: Array(10).fill(-1) }),
      /^classImportance.0: /,
    ],
    [
      'a bound that is infinite in percent',
      changed('round-finished', { bound: { value: 1e308, note: null } }),
      /^bound.value: /,
    ],
    ['a loss that is no number', changed('epoch-finished', { trainLoss: null }), /^trainLoss: /],
    [
      'a class beyond the classes',
      changed('round-finished', { predictions: { network: [10], ensemble: [0] } }),
      /^class 10$/,
    ],
    [
      'measures of a class beyond the classes',
      changed('round-measured', {
        network: { ...measured.network, worstClassIndex: 10 },
      }),
      /^class 10$/,
    ],
    [
      'rescues of other classes than the run has',
      changed('round-measured', { network: { ...measured.network, rescued: [0.5] } }),
      /^a list of 1 classes$/,
    ],
    ['a name of 50 MB', JSON.stringify(nobody), /^runId: /],
    [
      'a top rank with a strange name',
      changed('epoch-finished', { topErrors: { test: { ['y'.repeat(50)]: 0.1 } } }),
      /^topErrors.test/,
    ],
    ['a time beyond the calendar', changed('epoch-finished', { at: 1e17 }), /^at: /],
    [
      'an epoch after the end',
      [...lines, JSON.stringify({ ...epoch, seq: lines.length, epoch: 3 })].join('\n'),
      /stands after the run’s end/,
    ],
  ])('refuses %s', async (_what, text, found) => {
    const refused = await refusal(text);
    expect(refused.found).toMatch(found);
    expect(refused.found.length).toBeLessThan(400);
  });
});
