import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { levelwiseLog } from '../../analysis/testing/sampleLevelwise.ts';
import { type ExperimentSpec, firstNetwork } from '../../spec/experimentSpec.ts';
import { withAwaitedTree } from '../../spec/experimentTree.ts';
import type { ComplementarySpec } from '../../spec/methods/complementary.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { presetOf } from '../../spec/presets/presets.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { pileOfFiles } from '../data/pile.ts';
import { comparedRuns } from '../runs/comparisonSlice.ts';
import { flatTwinOf, twinAt } from '../runs/flatTwin.ts';
import { pretrainedNetworks } from '../runs/pretrainedNetworks.ts';
import type { RunView } from '../runs/runView.ts';
import { whyNotTrain } from '../selectors.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { issueAt } from './draft.ts';
import { startIssue } from './startIssue.ts';

const twenty = Array.from({ length: 20 }, (_, index) => `class ${index}`);

const sampleShape = { height: 2, width: 2, channels: 1 };
const pathed = (path: string) => ({ file: new File([], path), path });

async function setUp(classes: readonly string[] = twenty) {
  const worker = createFakeWorker();
  const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
  const reading = now().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
  worker.last('read-files').answer(sampleDataset('leaves', classes));
  await reading;
  now().chooseMethod('levelwise');
  const method = () => now().draft.value.method as LevelwiseSpec;
  return { worker, now, method };
}

/** A log as a run of this session. */
function runOf(events: readonly RunEvent[], origin: RunView['origin'] = 'trained here'): RunView {
  const log = new RunLog();
  log.append(events);
  const newest = log.newest as RunState;
  return {
    runId: newest.runId,
    origin,
    newest,
    moments: log.moments,
    images: null,
    logNotes: [],
  };
}

/** The sample's flat twin: its epochs, without what only level-wise runs tell. */
function flatLog(change: (event: RunEvent) => RunEvent = (event) => event): RunEvent[] {
  const told = new Set(['run-started', 'round-started', 'epoch-finished', 'round-finished']);
  return levelwiseLog()
    .filter(({ type }) => told.has(type))
    .map((event, seq) => ({ ...event, seq, runId: 'flat' }))
    .map((event) =>
      event.type === 'run-started'
        ? { ...event, spec: { ...event.spec, name: 'flat', method: { kind: 'single' as const } } }
        : event,
    )
    .map(change);
}

describe('a level-wise draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts from levels that suit the classes at hand, and can be trained', async () => {
    const { now, method } = await setUp();
    expect(method().hierarchy.levels).toEqual([4]);
    expect(whyNotTrain(now())).toBeNull();
  });

  it.each([2, 3, 4, 7, 12, 62, 100, 1000])(
    'suggests levels that shrink for %i classes',
    async (n) => {
      const { now } = await setUp(Array.from({ length: n }, (_, index) => `c${index}`));
      // Two classes leave no room for groups between them and the root.
      expect(whyNotTrain(now()) === null).toBe(n > 2);
    },
  );

  it('complains at the field when there are more groups than classes, and when the data change', async () => {
    const { worker, now } = await setUp();
    now().edit('method.hierarchy.levels', [6, 20]);
    expect(issueAt(now().draft, 'method.hierarchy.levels')).toMatch(/20 groups for 20 classes/);
    expect(whyNotTrain(now())).toMatch(/“Groups per level” cannot be so/);
    now().edit('method.hierarchy.levels', [6, 12]);
    expect(whyNotTrain(now())).toBeNull();
    const reading = now().readFiles(pileOfFiles([new File([], 'few.zip')]));
    worker.last('read-files').answer(sampleDataset('few', twenty.slice(0, 8)));
    await reading;
    expect(issueAt(now().draft, 'method.hierarchy.levels')).toMatch(/12 groups for 8 classes/);
    await now().startRun();
    expect(worker.asked.some(({ name }) => name === 'start')).toBe(false);
  });

  it('says so when the data have no coarse labels', async () => {
    const { now } = await setUp();
    now().chooseHierarchy('labels');
    expect(issueAt(now().draft, 'method.hierarchy.from')).toMatch(/coarse labels/);
    const paths = await setUp(['oak/a', 'oak/b', 'rose/a', 'rose/b']);
    paths.now().chooseHierarchy('labels');
    expect(whyNotTrain(paths.now())).toBeNull();
  });

  it('makes the members of an ensemble level-wise, field by field, and brings them back', async () => {
    const { now } = await setUp();
    now().chooseMethod('complementary');
    const members = () => (now().draft.value.method as ComplementarySpec).members;
    now().chooseMembers(true);
    expect(members()).toMatchObject({ hierarchy: { from: 'features', levels: [4] } });
    expect(whyNotTrain(now())).toBeNull();
    now().chooseGrouping('branching');
    expect(members()?.hierarchy).toMatchObject({ levels: null, branching: 5 });
    now().edit('method.members.hierarchy.branching', 50);
    expect(whyNotTrain(now())).toMatch(/“Branching” cannot be so/);
    now().chooseHierarchy('labels');
    expect(issueAt(now().draft, 'method.members.hierarchy.from')).toMatch(/coarse labels/);
    now().chooseHierarchy('confusion');
    expect(members()).toMatchObject({ hierarchy: { from: 'confusion' }, adapt: 'none' });
    expect(whyNotTrain(now())).toBeNull();
    now().chooseMembers(false);
    expect(now().draft.value.method).not.toHaveProperty('members');
    now().chooseMembers(true);
    expect(members()?.hierarchy.from).toBe('confusion');
  });

  it('clears what another source does not need, and brings it back', async () => {
    const { now, method } = await setUp();
    now().edit('method.hierarchy.levels', [3, 9]);
    now().edit('method.levelWeights', 'learned');
    now().chooseHierarchy('confusion');
    expect(method()).toMatchObject({ adapt: 'none', levelWeights: 'uniform' });
    expect(method().hierarchy.levels).toBeNull();
    expect(whyNotTrain(now())).toBeNull();
    now().chooseHierarchy('features');
    expect(method()).toMatchObject({ adapt: 'tree', levelWeights: 'learned' });
    expect(method().hierarchy.levels).toEqual([3, 9]);
  });

  it('uses either numbers of groups or a branching factor', async () => {
    const { now, method } = await setUp();
    now().edit('method.hierarchy.levels', [3, 9]);
    now().chooseGrouping('branching');
    expect(method().hierarchy).toMatchObject({ levels: null, branching: 5 });
    expect(whyNotTrain(now())).toBeNull();
    now().chooseGrouping('levels');
    expect(method().hierarchy).toMatchObject({ levels: [3, 9], branching: null });
  });

  it('takes a tree in, and keeps the one before when another is refused', async () => {
    const { worker, now, method } = await setUp();
    const nodes = ['root', ...twenty];
    const tree = { name: 'tree.json', nodes, parents: [-1, ...twenty.map(() => 0)] };
    const reading = now().readHierarchy([new File([], 'tree.json')]);
    expect(now().isReadingFile).toBe(true);
    worker.last('read-hierarchy').answer(tree);
    expect(await reading).toBe(true);
    expect(method().hierarchy).toMatchObject({ from: 'import', imported: tree, levels: null });
    const bad = now().readHierarchy([new File([], 'cycle.json')]);
    worker.last('read-hierarchy').fail('A cycle.');
    expect(await bad).toBe(false);
    expect(method().hierarchy.imported).toEqual(tree);
    expect(now().refusal?.title).toBe('cycle.json was not imported. The tree is as it was.');
    expect(now().isReadingFile).toBe(false);
  });

  it('asks for the tree that a link had no room for, and takes no other', async () => {
    const { worker, now, method } = await setUp();
    const nodes = ['root', 'one', ...twenty];
    const tree = { name: 'tree.json', nodes, parents: [-1, 0, ...twenty.map(() => 1)] };
    now().chooseHierarchy('import');
    now().edit('method.hierarchy.imported', tree);
    const asking = withAwaitedTree(now().draft.spec as ExperimentSpec);
    now().replaceDraft(asking);
    expect(issueAt(now().draft, 'method.hierarchy.imported')).toContain(
      'open the file “tree.json”',
    );
    expect(whyNotTrain(now())).not.toBeNull();
    const take = async (given: typeof tree) => {
      const reading = now().readHierarchy([new File([], given.name)]);
      worker.last('read-hierarchy').answer(given);
      return reading;
    };
    expect(await take({ ...tree, parents: [-1, 0, ...twenty.map(() => 0)] })).toBe(false);
    expect(now().refusal?.message).toContain('This is another tree');
    expect(await take({ ...tree, name: 'renamed.json' })).toBe(true);
    expect(method().hierarchy.imported).toEqual({ ...tree, name: 'renamed.json' });
    expect(issueAt(now().draft, 'method.hierarchy.imported')).toBeNull();
  });

  it('takes a tree in beside a method without a hierarchy, and leaves it out again', async () => {
    const { worker, now } = await setUp();
    now().chooseMethod('single');
    now().chooseObjective('tree-soft-labels');
    expect(issueAt(now().draft, 'method.objective.kind')).toContain('needs a tree of classes');
    const tree = { name: 'tree.json', nodes: ['root', 'one', ...twenty], parents: [-1, 0] };
    const read = { ...tree, parents: [-1, 0, ...twenty.map(() => 1)] };
    const reading = now().readHierarchy([new File([], 'tree.json')]);
    worker.last('read-hierarchy').answer(read);
    expect(await reading).toBe(true);
    expect(now().draft.spec).toMatchObject({ method: { kind: 'single' }, tree: read });
    expect(whyNotTrain(now())).toBeNull();
    now().chooseMethod('levelwise');
    expect(issueAt(now().draft, 'tree')).toContain('method.hierarchy.imported');
    now().edit('tree', undefined);
    expect(now().draft.value).not.toHaveProperty('tree');
    expect(issueAt(now().draft, 'tree')).toBeNull();
  });

  it('names a class that an imported tree lacks', async () => {
    const { now } = await setUp();
    now().chooseHierarchy('import');
    const parents = [-1, ...twenty.slice(1).map(() => 0)];
    const tree = { name: 'tree.json', nodes: ['root', ...twenty.slice(1)], parents };
    now().edit('method.hierarchy.imported', tree);
    expect(issueAt(now().draft, 'method.hierarchy.imported')).toMatch(/the class “class 0”/);
  });

  it('looks at the tree before training, once, a moment after the last change', async () => {
    const { worker, now } = await setUp();
    now().edit('method.hierarchy.levels', [5]);
    now().edit('method.hierarchy.levels', [6]);
    vi.advanceTimersByTime(400);
    const asked = worker.asked.filter(({ name }) => name === 'preview-hierarchy');
    expect(asked).toHaveLength(1);
    const preview = { levels: [{ names: null, sizes: [10, 10] }], notes: [], proposal: null };
    asked[0].answer(preview);
    await Promise.resolve();
    expect(now().hierarchyPreview).toEqual({ phase: 'known', preview });
    const training = now().startRun();
    expect(now().launch.phase).not.toBe('idle');
    expect(now().hierarchyPreview).toEqual({ phase: 'known', preview });
    worker.last('start').answer({});
    await training;
    now().chooseMethod('single');
    expect(now().hierarchyPreview).toEqual({ phase: 'none' });
  });

  it('starts from a network that was taken from a file, and not before', async () => {
    const { worker, now, method } = await setUp();
    now().edit('method.initialFrom', 'ab'.repeat(32));
    vi.advanceTimersByTime(400);
    expect(whyNotTrain(now())).toMatch(/open its file/);
    expect(now().hierarchyPreview).toEqual({ phase: 'none' });
    const taking = now().takeNetworks([pathed('flat.safetensors')]);
    const facts = {
      hash: 'ab'.repeat(32),
      network: firstNetwork(now().draft.spec as ExperimentSpec),
      classes: ['0', '1'],
      shape: sampleShape,
    };
    worker.last('take-networks').answer({ file: 'flat.safetensors', networks: [facts] });
    expect(await taking).toBe(true);
    expect(method().initialFrom).toBe('ab'.repeat(32));
    expect(whyNotTrain(now())).toBeNull();
    expect(pretrainedNetworks(now())).toMatchObject([{ file: 'flat.safetensors', run: null }]);
  });

  it('complains at its field of a network to start from that does not suit', async () => {
    const { worker, now } = await setUp();
    now().chooseMethod('complementary');
    const network = firstNetwork(now().draft.spec as ExperimentSpec);
    const take = async (hash: string, given: typeof network, classes: readonly string[]) => {
      const taking = now().takeNetworks([pathed('start.safetensors')]);
      const networks = [{ hash, network: given, classes, shape: sampleShape }];
      worker.last('take-networks').answer({ file: 'start.safetensors', networks });
      await taking;
    };
    await take('12'.repeat(32), { kind: 'mlp', hidden: [999], initial: 'he' }, twenty);
    expect(now().draft.value.start).toEqual({ network: '12'.repeat(32), as: 'weights' });
    expect(startIssue(now())).toMatchObject({ path: 'start.network' });
    expect(whyNotTrain(now())).toContain('other layers');
    expect(whyNotTrain(now())).toMatch(/its layer “.+” has /);
    await take('34'.repeat(32), network, ['x', 'y']);
    expect(startIssue(now())).toBeNull();
    now().edit('start.as', 'round');
    expect(startIssue(now())?.message).toContain('other classes');
    await take('56'.repeat(32), network, twenty);
    expect(startIssue(now())).toBeNull();
    expect(now().draft.value.start).toEqual({ network: '56'.repeat(32), as: 'round' });
    now().chooseStart(null);
    expect(now().draft.spec?.start).toBeUndefined();
  });
});

describe('a preset that fits any data', () => {
  it('keeps the data set at hand and is named after it', async () => {
    const { now } = await setUp();
    const preset = presetOf('levelwise-tree');
    if (preset) now().takePreset(preset);
    expect(now().draft.spec).toMatchObject({
      name: 'leaves, a tree that rearranges itself',
      dataset: { source: 'local:leaves' },
      method: { kind: 'levelwise', adapt: 'tree' },
    });
    expect(whyNotTrain(now())).toBeNull();
  });

  it('names its own data while there is none', () => {
    const now = createWorkbench(createFakeWorker().connect, 'glyphs.bin').getState;
    const preset = presetOf('levelwise-tree');
    if (preset) now().takePreset(preset);
    expect(now().draft.spec).toEqual(preset?.spec);
  });
});

describe('a run under way', () => {
  it('passes pins and undone moves on, and says when they cannot be', async () => {
    const { worker, now } = await setUp();
    now().pinClass(3, true);
    expect(worker.last('intervene').ask).toEqual({ kind: 'pin', class: 3, pinned: true });
    const [move] = (foldRun(levelwiseLog()) as RunState).levelwise?.moves ?? [];
    now().undoMove(move);
    const { level, from, to } = move;
    expect(worker.last('intervene').ask).toEqual({
      kind: 'undo',
      level,
      class: move.class,
      from,
      to,
    });
    worker.last('intervene').fail('The run has ended.');
    await vi.waitFor(() => expect(now().notices.at(-1)?.message).toBe('The run has ended.'));
  });
});

describe('the flat twin', () => {
  const run = runOf(levelwiseLog());
  const state = run.newest as RunState;

  it('is equal but for method and name, on the same images', () => {
    const twin = runOf(flatLog());
    expect(flatTwinOf(state, [run, twin])).toBe(twin);
    const otherSeed = runOf(
      flatLog((event) =>
        event.type === 'run-started' ? { ...event, spec: { ...event.spec, seed: 99 } } : event,
      ),
    );
    const otherData = runOf(
      flatLog((event) =>
        event.type === 'run-started'
          ? { ...event, dataset: { ...event.dataset, hash: 'f'.repeat(64) } }
          : event,
      ),
    );
    expect(flatTwinOf(state, [run, otherSeed, otherData])).toBeNull();
  });

  it('stands beside a moment only when it has come as far', () => {
    const half = flatLog().filter((event) => event.type !== 'epoch-finished' || event.epoch <= 6);
    const told = half.filter(({ type }) => type !== 'round-finished');
    const twin = runOf(told.map((event, seq) => ({ ...event, seq })));
    expect(twinAt(twin, run.moments.at(5))?.rounds[0].epochs).toHaveLength(6);
    expect(twinAt(twin, run.moments.at(6))).toBeNull();
  });

  it('is what a level-wise run is compared with', () => {
    const twin = runOf(flatLog());
    const chosen = comparedRuns({ runs: [twin, run], compared: null, shownId: run.runId });
    expect(chosen).toEqual({ run, baseline: twin });
    const swapped = { runId: twin.runId, baselineId: run.runId };
    expect(comparedRuns({ runs: [twin, run], compared: swapped, shownId: null })).toEqual({
      run: twin,
      baseline: run,
    });
    expect(comparedRuns({ runs: [run], compared: null, shownId: run.runId })).toBeNull();
  });

  it('is trained while the level-wise run stays shown', async () => {
    const { worker, now } = await setUp();
    const ended = now().startRun();
    const { runId } = worker.last('start').ask as { runId: string };
    const events = levelwiseLog().map((event) => ({ ...event, runId }));
    worker.emit(events);
    worker.last('start').answer({});
    await ended;
    // The sample names other data than those at hand: its twin cannot be trained here.
    await now().trainFlatTwin(now().runs[0].newest as RunState);
    expect(worker.asked.filter(({ name }) => name === 'start')).toHaveLength(1);
    const shown = now().runs[0].newest as RunState;
    const { hash } = sampleDataset('leaves', twenty);
    const spec = { ...shown.spec, dataset: { ...shown.spec.dataset, source: 'local:leaves' } };
    void now().trainFlatTwin({ ...shown, spec, dataset: { ...shown.dataset, hash } });
    expect(worker.last('start').ask).toMatchObject({ spec: { method: { kind: 'single' } } });
    expect(now().shownId).toBe(runId);
  });
});

it('a moment holds what its epoch led to, whichever comes first', () => {
  const run = runOf(levelwiseLog());
  const { warmupEpochs } = ((run.newest as RunState).spec.method as LevelwiseSpec).hierarchy;
  const built = run.moments.at(warmupEpochs - 1).levelwise;
  expect(built).not.toBeNull();
  expect(run.moments.at(warmupEpochs - 2).levelwise).toBeNull();
  const epochs = run.moments.at(run.moments.length - 1).levelwise?.epochs ?? [];
  expect(epochs.at(-1)?.epoch).toBe(run.moments.length);
});
