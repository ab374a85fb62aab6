import { expect, it } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import type { RunView } from './runView.ts';

const newest = finishedState({ data: 'mnist', rounds: 1, epochs: 1 });
const run: RunView = {
  runId: 'one',
  origin: 'trained here',
  newest,
  moments: new RunLog().moments,
  images: null,
  logNotes: [],
};
const digest = newest.end?.digest ?? '';

it('says once of a finished run whether it came to what its link says', () => {
  const store = createWorkbench(createFakeWorker().connect, 'glyphs.bin');
  const device = newest.device.kind;
  store.getState().claimResult({ spec: newest.spec, result: { digest, device } });
  const imported: RunView = { ...run, runId: 'other', origin: 'imported' };
  const left: RunView = { ...run, runId: 'left', newest: { ...newest, phase: 'stopped' } };
  store.setState({ runs: [imported, left] });
  expect(store.getState().notices).toEqual([]);
  store.setState({ runs: [imported, left, run] });
  store.setState({ runs: [imported, left, { ...run }] });
  expect(store.getState().repeats).toEqual({ one: { kind: 'same' } });
  expect(store.getState().notices.map(({ title }) => title)).toEqual(['The same result']);
});

it('says nothing of runs of other experiments, or where the link says nothing', () => {
  const store = createWorkbench(createFakeWorker().connect, 'glyphs.bin');
  store.setState({ runs: [run] });
  const spec = { ...newest.spec, seed: newest.spec.seed + 1 };
  store.getState().claimResult({ spec, result: { digest, device: null } });
  expect([store.getState().repeats, store.getState().notices]).toEqual([{}, []]);
});
