import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { RunDigest } from '../../spec/run/digest.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { sampleLog } from '../testing/sampleRun.ts';
import { isRepeatOf, repeatText, repeatVerdict } from './repeatVerdict.ts';

const log = sampleLog({ data: 'mnist', rounds: 1, epochs: 1 });
const digestOf = (version: 1 | 2) => {
  const digest = RunDigest.ofNew(version);
  for (const event of log) digest.addLogged(event);
  return digest.value();
};
const events = log.map((event) =>
  event.type === 'run-finished' ? { ...event, digest: digestOf(2) } : event,
);
const state = foldRun(events);
if (state === null) throw new Error('no state');
const { kind } = state.device;

describe('a repeat', () => {
  it('is of experiments that differ in names and places at most', () => {
    const { dataset } = defaultSpec;
    const renamed = { ...defaultSpec, name: 'x', device: 'cpu', dataset } as const;
    const placed = { ...renamed, dataset: { ...dataset, hash: 'a'.repeat(64) } };
    expect(isRepeatOf(defaultSpec, placed)).toBe(true);
    expect(isRepeatOf(defaultSpec, { ...defaultSpec, seed: defaultSpec.seed + 1 })).toBe(false);
  });

  it('comes to the same where the digests say so, of whatever version', () => {
    for (const version of [1, 2] as const) {
      const claimed = { digest: digestOf(version), device: 'webgpu' };
      expect(repeatVerdict(claimed, state, events)).toEqual({ kind: 'same' });
    }
    expect(
      repeatVerdict({ digest: '2:ab', device: kind }, { ...state, end: null }, events),
    ).toBeNull();
  });

  it('that differs says so, and whether that was to be expected', () => {
    const textOf = (device: string | null) => {
      const verdict = repeatVerdict({ digest: `2:${'ab'.repeat(32)}`, device }, state, events);
      if (verdict === null) throw new Error('no verdict');
      return repeatText(verdict);
    };
    expect(textOf(kind).title).toBe('Another result');
    expect(textOf(null).title).toBe('Another result');
    const expected = textOf(kind === 'webgpu' ? 'wasm' : 'webgpu');
    expect(expected.title).toContain('as other devices give');
    expect(expected.message).toContain(digestOf(2));
  });

  it('of an experiment whose arithmetic has changed since says that', () => {
    const claimed = { digest: `2:${'ab'.repeat(32)}`, device: kind, changed: 'It divides now.' };
    const verdict = repeatVerdict(claimed, state, events);
    if (verdict === null) throw new Error('no verdict');
    const { title, message } = repeatText(verdict);
    expect(title).toContain('as other versions give');
    expect(message).toMatch(/^It divides now\. Its digest is/);
  });

  it('that changed its device midway, or that versions share, says that', () => {
    const restored = (device: 'webgpu' | 'wasm'): RunEvent => ({
      type: 'run-restored',
      runId: log[0].runId,
      seq: 0,
      at: 0,
      espalier: '1',
      device: { kind: device, adapter: '', isFallback: false },
      onOtherDevice: device !== kind,
    });
    const wordsOf = (digest: string, own: string, told: readonly RunEvent[]) => {
      const end = state.end && { ...state.end, digest: own };
      const verdict = repeatVerdict({ digest, device: kind }, { ...state, end }, told);
      if (verdict === null) throw new Error('no verdict');
      const { title, message } = repeatText(verdict);
      return `${title} ${message}`;
    };
    const [older, newer] = ['cd'.repeat(32), `2:${'ab'.repeat(32)}`];
    const other = kind === 'webgpu' ? 'wasm' : 'webgpu';
    const moved = wordsOf(newer, digestOf(2), [...events, restored(other)]);
    expect(moved).toContain(`${kind}, then ${other}`);
    expect(wordsOf(newer, digestOf(2), [...events, restored(kind as 'wasm')])).not.toContain(
      'then',
    );
    expect(wordsOf(older, digestOf(2), events)).toContain('told by an older Espalier');
    expect(wordsOf(older, digestOf(1), events)).toContain('begun by an older Espalier');
    expect(wordsOf(newer, digestOf(2), events)).toContain('Other data, other versions');
  });

  it('leaves digests of a newer form alone', () => {
    const verdict = repeatVerdict({ digest: '3:ab', device: kind }, state, events);
    expect(verdict).toEqual({ kind: 'newer' });
  });
});
