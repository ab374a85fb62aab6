/**
 * A run that is interrupted after any of its epochs and gone on with comes to the digest of one that
 * was left alone, and measures the same. All recorded experiments are tried, each from every checkpoint that it keeps.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { ComplementarySpec } from '../spec/methods/complementary.ts';
import type { CheckpointTensors, RunCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { RecordingEngines } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';
import { digestOf, ofType } from './testing/runs.ts';

const [smallSpec] = recordedSpecs;

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

/** The values as they are now: a run goes on to change them. */
function copied(tensors: CheckpointTensors): CheckpointTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.slice() },
    ]),
  );
}

function stateUpTo(events: readonly RunEvent[], seq: number): RunState {
  const told: RunEvent[] = JSON.parse(JSON.stringify(events.slice(0, seq + 1)));
  return foldRun(told) as RunState;
}

const withoutStamp = ({ seq: _seq, at: _at, ...body }: RunEvent) => body;

describe('going on from a checkpoint comes to the digest of the whole run', () => {
  it.each(recordedSpecs)('$name', async (spec) => {
    const kept: RunCheckpoint[] = [];
    const events = await engines.eventsOf(spec, {
      keepCheckpoint: async (checkpoint) => {
        const { tensors, finishedRounds } = checkpoint;
        kept.push({
          ...checkpoint,
          tensors: copied(tensors),
          finishedRounds: copied(finishedRounds),
        });
      },
    });
    const whole = digestOf(events);
    const ends = ofType(events, 'round-finished');
    expect(ends.map(({ seq }) => events[seq + 1].type)).toEqual(ends.map(() => 'round-measured'));
    expect(kept.length).toBeGreaterThan(0);
    for (const checkpoint of kept) {
      const state = stateUpTo(events, checkpoint.seq);
      const rest = await engines.eventsOf(spec, { resumption: { checkpoint, state } });
      expect(rest[0]).toMatchObject({ type: 'run-restored', seq: checkpoint.seq + 1 });
      expect([checkpoint.round, checkpoint.epoch, digestOf(rest)]).toEqual([
        checkpoint.round,
        checkpoint.epoch,
        whole,
      ]);
      const told = ofType(events, 'round-measured').filter(({ seq }) => seq > checkpoint.seq);
      expect(ofType(rest, 'round-measured').map(withoutStamp)).toEqual(told.map(withoutStamp));
      expect(foldRun([...events.slice(0, checkpoint.seq + 1), ...rest])?.phase).toBe('finished');
    }
  });
});

it('a run that an older Espalier began says so where it is gone on with, and no other does', async () => {
  const kept: RunCheckpoint[] = [];
  const events = await engines.eventsOf(smallSpec, {
    keepCheckpoint: async (checkpoint) => void kept.push(checkpoint),
  });
  const checkpoint = kept.at(-1);
  if (checkpoint === undefined) throw new Error('no checkpoint');
  const state = stateUpTo(events, checkpoint.seq);
  const notesFrom = async (digest: string) => {
    const resumption = { checkpoint: { ...checkpoint, digest }, state };
    const rest = await engines.eventsOf(smallSpec, { resumption });
    const notes = rest.flatMap((event) => (event.type === 'device-note' ? [event.note] : []));
    return notes.filter((note) => note.includes('older Espalier'));
  };
  expect(await notesFrom('ab'.repeat(32))).toHaveLength(1);
  expect(await notesFrom(checkpoint.digest)).toEqual([]);
});

it('a run goes on with the experiment that it began with, and is told where arithmetic has changed since', async () => {
  const balanced = recordedSpecs.find(({ method }) => 'balancedBy' in method);
  if (balanced === undefined) throw new Error('no balanced experiment');
  const { balancedBy: _mark, ...method } = balanced.method as ComplementarySpec;
  const before = { ...balanced, method };
  const kept: RunCheckpoint[] = [];
  const events = await engines.eventsOf(before, {
    keepCheckpoint: async (checkpoint) => void kept.push(checkpoint),
  });
  const [checkpoint] = kept;
  const resumption = { checkpoint, state: stateUpTo(events, checkpoint.seq) };
  const rest = await engines.eventsOf(before, { resumption });
  const notes = rest.flatMap((event) => (event.type === 'device-note' ? [event.note] : []));
  expect(notes).toEqual([expect.stringContaining('that of neither version')]);
});
