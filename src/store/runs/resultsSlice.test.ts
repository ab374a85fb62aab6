import { expect, it } from 'vitest';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import { wholeResult } from '../../analysis/run/wholeResult.ts';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { isCollected, liveOutcome, outcomesOf } from './resultsSlice.ts';
import type { RunView } from './runView.ts';

const state = finishedState({ data: 'mnist', method: 'single', epochs: 2 });
const outcome = (id: string) => ({ ...outcomeOfState(state), id });

function setUp() {
  const worker = createFakeWorker();
  const { getState } = createWorkbench(worker.connect, 'glyphs.bin');
  const asked = () => worker.asked.filter(({ name }) => name === 'run-outcomes');
  return { worker, now: getState, asked };
}

it('asks for what is not known as it stands, once', async () => {
  const { worker, now, asked } = setUp();
  const runs = [
    { runId: 'a', updatedAt: 5 },
    { runId: 'b', updatedAt: 5 },
  ];
  const asking = now().askOutcomes(runs);
  await now().askOutcomes(runs);
  expect(asked()).toHaveLength(1);
  worker.last('run-outcomes').answer({ outcomes: [outcome('a')], unread: ['b'] });
  await asking;
  await now().askOutcomes(runs);
  expect(asked()).toHaveLength(1);
  expect(outcomesOf(['b', 'a', 'c'], now()).map(({ id }) => id)).toEqual(['a']);
  const later = now().askOutcomes([{ runId: 'a', updatedAt: 6 }]);
  expect(worker.last('run-outcomes').ask).toEqual({ runs: [{ runId: 'a', updatedAt: 6 }] });
  worker.last('run-outcomes').fail('It is gone.');
  await later;
  expect(now().notices).toMatchObject([{ title: 'The runs are not compared' }]);
  void now().askOutcomes([{ runId: 'a', updatedAt: 6 }]);
  expect(asked()).toHaveLength(3);
});

it('takes runs of this window as they stand, from their first epoch on', () => {
  const young = sampleState({ data: 'mnist', method: 'single', epochs: 2 }, 1, 0);
  const view = (newest: RunView['newest']) => ({ runId: 'a', newest }) as RunView;
  expect(liveOutcome(view(young))).toBeNull();
  expect(liveOutcome(view(null))).toBeNull();
  const runs = [view(state)];
  const known = { outcome: null, updatedAt: 1 };
  const [found] = outcomesOf(['a'], { runs, knownOutcomes: new Map([['a', known]]) });
  expect(found.digest).toBe(state.end?.digest);
  expect(outcomesOf(['a'], { runs, knownOutcomes: new Map() })[0]).toBe(found);
});

it('collects results of runs from elsewhere, each once, and tells what is none', async () => {
  const { now } = setUp();
  const result = new File([JSON.stringify(wholeResult(state))], 'result.json');
  await now().collectResults([result, result]);
  expect(now().collected).toHaveLength(1);
  // There is no run of it to open, as there is of what a run here has come to.
  expect([...now().collected, { id: state.runId }].map(isCollected)).toEqual([true, false]);
  expect(now().notices).toEqual([]);
  await now().collectResults([new File(['{'], 'a.json'), new File(['{}'], 'b.json'), result]);
  expect(now().collected).toHaveLength(1);
  const [notice] = now().notices;
  expect(notice.title).toBe('1 of 3 results were taken in');
  expect(notice.message).toMatch(/^a\.json: it is no JSON\. b\.json: it is no result of a run/);
  await now().collectResults([new File(['x'], 'weights.bin')]);
  expect(now().notices.at(-1)?.message).toContain('result.json');
  now().dropCollected();
  expect(now().collected).toEqual([]);
});

it('opens two runs as a pair, and many as a table', () => {
  const { now } = setUp();
  now().compareMany(['a', 'b', 'c']);
  expect(now()).toMatchObject({ page: 'compare', resultsOf: ['a', 'b', 'c'], resultView: 'table' });
  now().compareRuns({ runId: 'a', baselineId: 'b' });
  expect(now()).toMatchObject({ resultView: 'pairs' });
});
