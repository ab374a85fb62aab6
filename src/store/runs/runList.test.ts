import { describe, expect, it } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { runList } from './runList.ts';
import type { RunView } from './runView.ts';

const log = sampleLog({ data: 'glyphs', rounds: 2, epochs: 2 });
const stateAt = (events: number, runId: string) => {
  const state = foldRun(log.slice(0, events).map((event) => ({ ...event, runId })));
  if (state === null) throw new Error('no state');
  return state;
};

const bytes = { log: 1, networks: 2, other: 3 };
const kept = (runId: string, change: Partial<ListedRun> = {}): ListedRun =>
  ({
    ...plainAbout,
    ...summaryOf(stateAt(3, runId)),
    state: 'whole',
    bytes,
    networks: [],
    isUnderWay: false,
    ...change,
  }) as ListedRun;

const view = (runId: string, origin: RunView['origin'], events: number): RunView => ({
  runId,
  origin,
  newest: stateAt(events, runId),
  moments: new RunLog().moments,
  images: null,
  logNotes: [],
});

describe('the list of runs', () => {
  it('shows the run under way as it stands now, with its own name', () => {
    const [line] = runList({
      keptRuns: [kept('live', { title: 'mine' })],
      runs: [view('live', 'trained here', log.length)],
      launch: { phase: 'running', runId: 'live', asked: null },
    });
    expect(line).toMatchObject({
      title: 'mine',
      phase: 'finished',
      round: 2,
      isUnderWay: true,
      isKept: true,
      bytes,
    });
  });

  it('shows a run that another window went on with as that left it', () => {
    const newer = stateAt(log.length, 'both');
    const [line] = runList({
      keptRuns: [kept('both', { ...summaryOf(newer), state: 'whole' })],
      runs: [view('both', 'trained here', 3)],
      launch: { phase: 'idle' },
    });
    expect(line).toMatchObject({ phase: 'finished', digest: newer.end?.digest });
  });

  it('has runs that could not be kept, and leaves out deleted ones, also if they are open', () => {
    const lines = runList({
      keptRuns: [kept('gone', { deletedAt: 5 }), kept('else', { isUnderWay: true })],
      runs: [view('gone', 'trained here', 4), view('fresh', 'imported', 4)],
      launch: { phase: 'idle' },
    });
    expect(
      lines.map(({ runId, origin, isKept, isUnderWay }) => [runId, origin, isKept, isUnderWay]),
    ).toEqual([
      ['else', 'own', true, true],
      ['fresh', 'imported', false, false],
    ]);
  });

  it('puts last what cannot be read', () => {
    const { state: _state, ...rest } = kept('torn');
    const damaged = { ...rest, state: 'damaged' } as unknown as ListedRun;
    const lines = runList({ keptRuns: [damaged, kept('a')], runs: [], launch: { phase: 'idle' } });
    expect(lines.map(({ runId }) => runId)).toEqual(['a', 'torn']);
  });
});
