import { describe, expect, it } from 'vitest';
import { moveEntries } from '../../analysis/groups/moveEntries.ts';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { convergenceNote } from './convergenceWords.ts';
import {
  emptyFeedNote,
  entryText,
  feedDescription,
  feedTable,
  movingEpoch,
  turnoverNote,
} from './moveWords.ts';

const state = levelwiseState({ until: 13 });
const levelwise = state.levelwise as LevelwiseState;

describe('an empty feed', () => {
  it('says when moves begin', () => {
    expect(emptyFeedNote(levelwiseState({ until: 2 }), null)).toBe(
      'The tree is built after epoch 3; classes may move from epoch 5 on.',
    );
    expect(emptyFeedNote(levelwiseState({ until: 4 }), null)).toBe(
      'Classes may move from epoch 5 on.',
    );
  });

  it('says what would make classes move', () => {
    expect(emptyFeedNote(levelwiseState({ until: 4, adapt: 'none' }), null)).toContain(
      'Set “Adapt” to “Ψ and tree”',
    );
    expect(emptyFeedNote(levelwiseState({ until: 13, adapt: 'assignment' }), null)).toContain(
      'Ψ adapts in this run, the tree stays.',
    );
    const { spec, ...rest } = levelwiseState({ until: 4, adapt: 'none' });
    const path = { ...spec, method: { ...spec.method, head: 'path' } } as typeof spec;
    expect(emptyFeedNote({ ...rest, spec: path }, null)).toContain(
      'A product along the path keeps',
    );
  });

  it('says why no class moved', () => {
    expect(emptyFeedNote(state, null)).toContain('most images of each are in its own group');
    expect(emptyFeedNote(state, { level: 1, group: 0 })).toContain('No class has left this group');
  });
});

describe('the note', () => {
  it('counts moves, and a chosen group’s classes (Table II)', () => {
    expect(turnoverNote(state, null)).toBe('7 moves; 7 classes (7%) regrouped');
    const { level, from } = moveEntries(levelwise, null)[0].moves[0];
    expect(turnoverNote(state, { level, group: from })).toMatch(
      /^\d of its \d classes reassigned \(\d+%\), \d came$/,
    );
  });
});

it('is moving in the newest epoch of a run under way only', () => {
  expect(movingEpoch(state)).toBe(13);
  expect(movingEpoch(levelwiseState())).toBe(null);
  expect(movingEpoch(levelwiseState({ until: 2 }))).toBe(null);
});

describe('whether the tree comes to rest', () => {
  const wavering = levelwiseState({ until: 13, wavering: 1 }).levelwise as LevelwiseState;

  it('is said of the newest epoch of adaptation', () => {
    const note = (change: Partial<LevelwiseState>) => convergenceNote({ ...wavering, ...change });
    expect(convergenceNote({ ...wavering, epochs: [] })).toBeNull();
    expect(note({})).toMatch(
      /^\d class(es)? moved in epoch 13\. One goes back and forth: undecided\.$/,
    );
    expect(note({ moves: [] })).toBe('No class has moved for 9 epochs.');
    const adaptationEnded = { epoch: 12, quietEpochs: 1 };
    expect(note({ adaptationEnded })).toBe(
      'Adaptation ended after epoch 12: no class had moved for 1 epoch.',
    );
  });

  it('marks who goes back and forth in the table', () => {
    const state = levelwiseState({ until: 13, wavering: 1 });
    const { rows } = feedTable(state, moveEntries(wavering, null));
    const marked = rows.filter((row) => row.at(-1) === 'undecided').map((row) => row[1]);
    expect(new Set(marked)).toEqual(new Set([state.dataset.classes[3]]));
  });
});

describe('words for those who do not see it', () => {
  it('tell each level of an entry, and what was taken back', () => {
    const [entry] = moveEntries(levelwise, null);
    const text = entryText(levelwise, entry, state.dataset.classes);
    expect(text).toMatch(/^aquarium fish, epoch 13, from .+ to .+; from .+ to .+$/);
    const moves = entry.moves.map((move) => ({ ...move, undone: true }));
    const undone = entryText(levelwise, { ...entry, moves }, state.dataset.classes);
    expect(undone.match(/taken back/g)).toHaveLength(2);
    expect(feedDescription(state)).toContain(text);
  });

  it('have a table with every move at every level', () => {
    const pinned: RunState = { ...state, levelwise: { ...levelwise, pinned: [5] } };
    const entries = moveEntries(levelwise, null);
    const { columns, rows } = feedTable(pinned, entries);
    expect(rows).toHaveLength(levelwise.moves.length);
    expect(rows[0]).toHaveLength(columns.length);
    const standings = rows.filter((row) => row[1] === state.dataset.classes[5]);
    for (const row of standings) expect(row.at(-1)).toBe('pinned');
    expect(rows[0].at(-1)).toBe(state.dataset.classes[5] === rows[0][1] ? 'pinned' : null);
  });
});
