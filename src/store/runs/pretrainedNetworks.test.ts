import { expect, it } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import { levelwiseSpec } from '../../runner/testing/levelwiseSpec.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { lacksNetwork, networksOf, pretrainedNetworks } from './pretrainedNetworks.ts';
import type { RunView } from './runView.ts';

const hash = 'a'.repeat(64);
const finished = finishedState({ data: 'mnist', rounds: 1, epochs: 1 });
const [round] = finished.rounds;
const outcome = round.outcome && { ...round.outcome, networkHash: hash };
const newest = { ...finished, rounds: [{ ...round, outcome }] };
const opened: RunView = {
  runId: 'one',
  origin: 'imported',
  newest,
  moments: new RunLog().moments,
  images: null,
  logNotes: [],
};
const kept: ListedRun = {
  ...plainAbout,
  runId: 'other',
  state: 'damaged',
  bytes: { log: 1, networks: 9, other: 1 },
  networks: [hash],
  isUnderWay: false,
};

it('are at hand where any kept run left them', () => {
  expect(networksOf(opened, null)).toEqual([]);
  expect(networksOf(opened, [kept])).toMatchObject([{ hash, round: 1 }]);
  expect(networksOf({ ...opened, origin: 'trained here' }, null)).toMatchObject([{ hash }]);
  const { method } = levelwiseSpec();
  const spec = { ...defaultSpec, method: { ...method, initialFrom: hash } };
  const nothing = { runs: [], takenNetworks: [] };
  expect(lacksNetwork(spec, { ...nothing, keptRuns: [] })).toBe(true);
  expect(lacksNetwork(spec, { ...nothing, keptRuns: [kept] })).toBe(false);
});

it('are offered of kept runs that are not open, each once, and not of deleted ones', () => {
  const whole: ListedRun = {
    ...plainAbout,
    ...summaryOf({ ...newest, runId: 'other' }),
    state: 'whole',
    bytes: kept.bytes,
    networks: [hash, 'b'.repeat(64)],
    isUnderWay: false,
  };
  const offered = (keptRuns: readonly ListedRun[], runs: readonly RunView[] = []) =>
    pretrainedNetworks({ runs, takenNetworks: [], keptRuns });
  expect(offered([whole, kept])).toMatchObject([
    { hash, kept: { runId: 'other' }, facts: { network: newest.spec.network, classes: null } },
    { hash: 'b'.repeat(64), kept: { runId: 'other' } },
  ]);
  const trained: RunView = { ...opened, origin: 'trained here' };
  expect(offered([whole], [trained])).toMatchObject([{ hash, kept: null, run: trained }, {}]);
  expect(offered([{ ...whole, deletedAt: 1 }, kept])).toEqual([]);
});

it('are named after the run that trained them, not after one that began with them', () => {
  const trained: RunView = { ...opened, origin: 'trained here' };
  const start = { network: hash, as: 'round' } as const;
  const later = { ...newest, runId: 'later', spec: { ...newest.spec, start } };
  const begun: RunView = { ...trained, runId: 'later', newest: later };
  const offered = (runs: readonly RunView[]) =>
    pretrainedNetworks({ runs, takenNetworks: [], keptRuns: [] });
  expect(offered([trained, begun])).toMatchObject([{ hash, run: { runId: 'one' } }]);
  expect(offered([begun])).toMatchObject([{ hash, run: { runId: 'later' } }]);
});
