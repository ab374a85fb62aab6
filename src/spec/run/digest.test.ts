import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DigestVersion, digestVersionOf, RunDigest } from './digest.ts';
import type { RunEvent } from './runEvent.ts';

/** Logs of the first version, as they were written. */
const logs = ['digest1Complementary', 'digest1Levelwise'].map((name) => {
  const text = readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8');
  const events: RunEvent[] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { name, events };
});

function digestOf(events: readonly RunEvent[], version: DigestVersion): string {
  const digest = RunDigest.ofNew(version);
  for (const event of events) digest.addLogged(event);
  return digest.value();
}

/** The log with the fields of its first event that `change` gives. */
function startedWith(
  events: readonly RunEvent[],
  change: (first: RunEvent & { type: 'run-started' }) => object,
): RunEvent[] {
  const [first, ...rest] = events;
  if (first.type !== 'run-started') throw new Error('The log has no beginning');
  return [{ ...first, ...change(first) } as RunEvent, ...rest];
}

describe.each(logs)('the log $name', ({ events }) => {
  const end = events.at(-1);
  const written = end?.type === 'run-finished' ? end.digest : null;

  it('still comes to the digest that it was written with', () => {
    expect(written).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(events, 1)).toBe(written);
  });

  it('comes to the same whatever it and its data are called, and what device was asked for', () => {
    const digest = digestOf(events, 2);
    expect(digest).toMatch(/^2:[0-9a-f]{64}$/);
    const renamed = startedWith(events, ({ spec, dataset }) => ({
      espalier: '9.9.9',
      specHash: 'of another name',
      spec: {
        ...spec,
        name: 'another name',
        device: 'auto',
        dataset: { ...spec.dataset, source: 'local:another folder' },
      },
      dataset: { ...dataset, name: 'another folder' },
    }));
    expect(digestOf(renamed, 2)).toBe(digest);
    expect(digestOf(renamed, 1)).not.toBe(written);
    const worded = events.map((event) =>
      event.type === 'hierarchy-built' ? { ...event, notes: ['in other words'] } : event,
    );
    expect(digestOf(worded, 2)).toBe(digest);
  });

  it('comes to another when it was trained otherwise', () => {
    const changes: ((first: RunEvent & { type: 'run-started' }) => object)[] = [
      ({ spec }) => ({ spec: { ...spec, seed: spec.seed + 1 } }),
      ({ dataset }) => ({ dataset: { ...dataset, hash: '0'.repeat(64) } }),
      ({ device }) => ({ device: { ...device, kind: 'cpu' } }),
    ];
    for (const change of changes) {
      expect(digestOf(startedWith(events, change), 2)).not.toBe(digestOf(events, 2));
    }
    const at = events.findIndex(({ type }) => type === 'epoch-finished');
    const epoch = events[at];
    if (epoch.type !== 'epoch-finished') throw new Error('The log has no epoch');
    const edited = { ...epoch, trainLoss: epoch.trainLoss + 1e-12 };
    expect(digestOf(events.with(at, edited), 2)).not.toBe(digestOf(events, 2));
    const slower = { ...epoch, seconds: epoch.seconds + 1 };
    expect(digestOf(events.with(at, slower), 2)).toBe(digestOf(events, 2));
  });

  it.each([1, 2] as const)('goes on, in version %i, from the digest of any prefix', (version) => {
    for (let length = 1; length < events.length; length++) {
      const digest = RunDigest.after(digestOf(events.slice(0, length), version));
      for (const event of events.slice(length)) digest.addLogged(event);
      expect(digest.value()).toBe(digestOf(events, version));
    }
  });
});

it('tells the version of a digest', () => {
  expect(['c31f', '2:c31f', '3:c31f', ''].map(digestVersionOf)).toEqual([1, 2, null, 1]);
  expect(() => RunDigest.after('3:c31f')).toThrow(RangeError);
});
