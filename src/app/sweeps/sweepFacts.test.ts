import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingNetwork } from '../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { axisOfData, dataValues, offeredData } from '../../store/sweeps/dataValues.ts';
import { newSweep, withAxes } from '../../store/sweeps/sweepDraft.ts';
import { sampleDataset } from '../../store/testing/fakeClient.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { areTried, type FactSources, sweepFacts } from './sweepFacts.ts';

it('says that settings are tried only where they are: on data that are here, of one’s own', () => {
  const glyphs = { ...sampleDataset('Glyphs', ['a', 'b']), source: 'builtin:glyphs' };
  const cats = sampleDataset('Cats', ['a', 'b']);
  const on = ({ source, hash }: typeof cats) => [
    { dataset: { ...defaultSpec.dataset, source, hash } },
  ];
  const sources = { held: glyphs, storage: null, seenData: [] };
  const [own, foreign] = [{ isForeign: false }, { isForeign: true }];
  expect(areTried(own, on(glyphs), sources)).toBe(true);
  expect(areTried(foreign, on(glyphs), sources)).toBe(false);
  // What is built in is opened for it.
  expect(areTried(own, on(glyphs), { ...sources, held: null })).toBe(true);
  expect(areTried(own, on(cats), sources)).toBe(false);
  expect(areTried(own, on(cats), { ...sources, held: cats })).toBe(true);
  expect(areTried(own, [], sources)).toBe(false);
});

describe('a comparison over several data sets', () => {
  const glyphs = {
    ...sampleDataset('Glyphs', ['a', 'b']),
    source: 'builtin:glyphs',
    shape: { height: 64, width: 64, channels: 1 },
  };
  const stored = {
    state: 'whole' as const,
    bytes: 1,
    name: 'specks',
    source: 'local:specks',
    hash: 'c'.repeat(64),
    format: 'folders',
    classes: ['dark', 'bright'],
    shape: { height: 3, width: 3, channels: 1 },
    values: 'uint8' as const,
    trainCount: 4,
    testCount: null,
    notes: [],
    files: [],
    keptAt: 0,
  };
  const storage: StorageView = { kind: 'browser', datasets: [stored], unfinished: 0, room: null };
  const dataset = { ...defaultSpec.dataset, source: glyphs.source, hash: glyphs.hash };
  const sources: FactSources = {
    keptRuns: [],
    times: () => null,
    data: { held: glyphs, storage, seenData: [] },
    networks: { runs: [], takenNetworks: [], keptRuns: [] },
  };
  const factsOver = (base: ExperimentSpec, with_: Partial<FactSources> = {}) => {
    const values = dataValues(base, offeredData(glyphs, storage)).slice(0, 4);
    const axis = { ...axisOfData(base, glyphs), values };
    return sweepFacts(withAxes(newSweep(base), [axis]), { ...sources, ...with_ });
  };

  const vgg: NetworkSpec = {
    kind: 'vgg',
    depth: 11,
    form: 'imagenet',
    dropout: 0.5,
    width: 0.0625,
  };

  it('tells before it is queued what does not suit one of them, and what has to be fetched', () => {
    const facts = factsOver({ ...defaultSpec, dataset, network: vgg });
    expect(facts).toMatchObject({ settings: 4, runs: 20, awaited: ['MNIST'] });
    expect(facts.unfit.map(({ setting, data }) => [setting, data])).toEqual([['specks', 'specks']]);
    expect(facts.unfit[0].why).toMatch(/does not fit images of 3 × 3 pixels/);
    // What a built-in set or one to be fetched will keep is not known yet.
    expect(facts.bytes).toBeNull();
  });

  it('tells that a kept network to start from was trained on other images', () => {
    const network = startingNetwork('mlp');
    const start = { network: 'd'.repeat(64), as: 'weights' as const };
    const base: ExperimentSpec = { ...defaultSpec, dataset, network, start };
    const kept = {
      state: 'whole',
      deletedAt: null,
      networks: [start.network],
      datasetHash: glyphs.hash,
      spec: { ...defaultSpec, network },
    } as unknown as ListedRun;
    const networks = { ...sources.networks, keptRuns: [kept] };
    const { unfit } = factsOver(base, { networks });
    expect(unfit.map(({ setting }) => setting)).toEqual(['specks']);
    expect(unfit[0].why).toMatch(/network to start from was trained on images of 64 × 64 × 1/);
  });
});
