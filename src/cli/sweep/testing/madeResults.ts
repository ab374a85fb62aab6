/** Made-up `result.json` files of planned runs, for tests of what collects them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedRun } from '../../../spec/sweeps/plannedRuns.ts';

const classes = ['a', 'b', 'c'];

/** What a run wrote, with an error that follows from its place; with some of it replaced. */
export function madeResult(
  { index, spec, hash }: PlannedRun,
  change: Readonly<Record<string, unknown>> = {},
) {
  const error = 0.2 + ((index * 7) % 11) / 100;
  const dataset = { ...spec.dataset, hash: 'ab'.repeat(32) };
  return {
    espalier: '0.1.0',
    spec: { ...spec, dataset, device: 'wasm' },
    specHash: 'cd'.repeat(32),
    dataset: {
      name: 'Made up',
      hash: dataset.hash,
      classes,
      counts: { train: 60, validation: 30, test: 30 },
    },
    device: { kind: 'wasm' },
    rounds: [{ round: 1, epochs: [{ errors: { test: error } }] }],
    ensemble: [
      {
        topErrors: { test: { 1: error } },
        classAccuracy: { test: classes.map((_, at) => 1 - error - at / 100) },
        measures: null,
      },
    ],
    phase: 'finished',
    seconds: index,
    digest: `2:${hash}`,
    ...change,
  };
}

/** Writes a result into a folder, which is made where it is missing. */
export function writeResult(folder: string, result: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
}
