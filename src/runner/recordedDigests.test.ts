/**
 * Small experiments keep their numbers: digests, spec hashes and share links are those recorded in
 * fixtures/recordedDigests.json, on one thread and on two. A change that is to move numbers records
 * them anew with `npm run digests`, which names what changed, and its commit says why. Links stay
 * as they were first recorded as long as they open as the same experiment.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { specHash } from '../spec/experimentSpec.ts';
import { decodeLink } from '../spec/link.ts';
import type { SpecReading } from '../spec/readSpec.ts';
import { RecordingEngines, readRecording } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';

/** Links outlive changes of arithmetic, of which their readers are told. */
interface Noted {
  readonly note?: string;
}

const recording = readRecording();
const engines = new RecordingEngines();
afterAll(() => engines.dispose());

it('every experiment is recorded under its own name, and nothing else is', () => {
  const names = recordedSpecs.map(({ name }) => name);
  expect(names).toEqual(Object.keys(recording));
});

describe.each(recordedSpecs)('$name', (spec) => {
  const recorded = recording[spec.name];

  it('keeps its hash, and its link opens as it', () => {
    expect(specHash(spec)).toBe(recorded.specHash);
    const { note: _changedSince, ...reading } = decodeLink(recorded.link) as SpecReading & Noted;
    expect(reading).toEqual({ ok: true, spec, claimed: null });
  });

  describe('runs to its digest', () => {
    it.each(spec.device === 'wasm' ? [1, 2] : [1])('threads: %i', async (threads) => {
      expect(await engines.digestOf(spec, threads)).toBe(recorded.digest);
    });
  });
});
