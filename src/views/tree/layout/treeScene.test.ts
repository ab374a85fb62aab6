import { describe, expect, it } from 'vitest';
import { levelwiseState } from '../../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { leafWay, routeBetween } from './treeLayout.ts';
import { type TreeForm, treeGround, treeScene, usualForm } from './treeScene.ts';

const forms: readonly TreeForm[] = ['espalier', 'tidy', 'radial'];
const noFolds = new Map<string, boolean>();

function sceneOf(
  state: RunState,
  form: TreeForm,
  { width = 1000, folds = noFolds, moment = 'now' as 'now' | 'before' | 'difference' } = {},
) {
  const ground = treeGround(state.levelwise as LevelwiseState, state.dataset.classes, moment);
  return treeScene(ground, { form, folds, width });
}

/** Everything unfolded, also where many classes fold at first. */
function unfolded(state: RunState): Map<string, boolean> {
  const ground = treeGround(state.levelwise as LevelwiseState, state.dataset.classes, 'now');
  return new Map([...ground.model.groups.keys()].map((key) => [key, false]));
}

interface Turned {
  readonly box: { x: number; y: number; width: number; height: number };
  readonly angle?: number | undefined;
}

/** Whether two upright boxes share more than an edge. */
function overlap({ box: a }: Turned, { box: b }: Turned): boolean {
  const slack = 0.5;
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  );
}

function overlaps(items: readonly Turned[]): number {
  let count = 0;
  items.forEach((item, at) => {
    for (const other of items.slice(at + 1)) if (overlap(item, other)) count++;
  });
  return count;
}

describe.each(forms)('%s', (form) => {
  it.each([10, 62, 100, 242])('shows each of %i classes once', (classes) => {
    const state = levelwiseState({ classes, until: 13 });
    const { layout, stops } = sceneOf(state, form, { folds: unfolded(state) });
    const drawn = layout.leaves.filter(({ leaf }) => leaf.kind === 'class');
    expect(drawn.map(({ leaf }) => leaf.index).toSorted((a, b) => a - b)).toEqual([
      ...state.dataset.classes.keys(),
    ]);
    expect(stops.filter(({ datum }) => datum.kind === 'class')).toHaveLength(classes);
  });

  it('is the same for the same state', () => {
    const state = levelwiseState({ until: 13 });
    expect(sceneOf(state, form).layout).toEqual(sceneOf(state, form).layout);
  });

  it('has a way to the root for every group and leaf', () => {
    const { layout } = sceneOf(levelwiseState({ until: 13 }), form);
    const ends = new Set(
      layout.leaves.map((leaf) => {
        const root = leafWay(layout, leaf).at(-1);
        return form === 'espalier'
          ? root?.x.toFixed(3)
          : `${root?.x.toFixed(3)} ${root?.y.toFixed(3)}`;
      }),
    );
    expect(ends.size).toBe(1);
  });

  it('keeps everything within its bounds', () => {
    const { layout } = sceneOf(levelwiseState({ until: 13 }), form);
    for (const { foot } of layout.leaves) {
      expect(foot.x).toBeGreaterThanOrEqual(0);
      expect(foot.x).toBeLessThanOrEqual(layout.width);
      expect(foot.y).toBeGreaterThanOrEqual(0);
      expect(foot.y).toBeLessThanOrEqual(layout.height);
    }
  });
});

describe.each(['espalier', 'tidy'] as const)('%s', (form) => {
  it.each([
    [10, 1000],
    [62, 760],
    [100, 1000],
    [100, 1440],
    [242, 1000],
    [100, 350],
  ])('overlaps nothing with %i classes in %i px', (classes, width) => {
    const state = levelwiseState({ classes, until: 13 });
    const { layout } = sceneOf(state, form, { width, folds: unfolded(state) });
    expect(overlaps([...layout.leaves, ...layout.groups])).toBe(0);
  });

  it('overlaps nothing where arms are folded', () => {
    const { layout } = sceneOf(levelwiseState({ classes: 242, until: 13 }), form);
    expect(layout.leaves).toEqual([]);
    expect(overlaps(layout.groups)).toBe(0);
  });
});

it('leaves on the rim are at least a line of text apart', () => {
  const state = levelwiseState({ classes: 242, until: 13 });
  const { layout } = sceneOf(state, 'radial', { folds: unfolded(state) });
  const feet = layout.leaves.toSorted((a, b) => (a.angle ?? 0) - (b.angle ?? 0));
  const gaps = feet
    .slice(1)
    .map(({ foot }, at) => Math.hypot(foot.x - feet[at].foot.x, foot.y - feet[at].foot.y));
  expect(Math.min(...gaps)).toBeGreaterThan(12.9);
});

it('a move leaves the arms where they were, and the classes of other arms', () => {
  const [before, after] = [12, 13].map((until) => sceneOf(levelwiseState({ until }), 'espalier'));
  const rowOf = (scene: typeof before) =>
    new Map(
      scene.layout.groups
        .filter(({ form }) => form !== 'upright')
        .map(({ group, box }) => [group.key, box]),
    );
  expect(rowOf(after)).toEqual(rowOf(before));
  const arms = (scene: typeof before) =>
    new Map(scene.layout.leaves.map((leaf) => [leaf.leaf.key, leaf]));
  const [from, to] = [arms(before), arms(after)];
  const moved = [...from.values()].filter(
    ({ leaf, parent }) => to.get(leaf.key)?.parent !== parent,
  );
  const touched = new Set(moved.flatMap(({ leaf, parent }) => [parent, to.get(leaf.key)?.parent]));
  expect(moved.length).toBeGreaterThan(0);
  const others = [...from.values()].filter(
    ({ leaf, parent }) => leaf.kind === 'class' && !touched.has(parent),
  );
  // Arms that the epoch before had kept a place free on close up again.
  const still = others.filter(({ leaf, foot }) => to.get(leaf.key)?.foot.x === foot.x);
  expect(still.length / others.length).toBeGreaterThan(0.85);
});

it('folding an arm keeps all limbs on their side', () => {
  const state = levelwiseState({ until: 13 });
  const open = sceneOf(state, 'espalier').layout;
  const folds = new Map([['g1-0', true]]);
  const folded = sceneOf(state, 'espalier', { folds }).layout;
  const sides = (layout: typeof open) =>
    layout.groups.flatMap(({ group, form }) =>
      form.startsWith('tip') ? [`${group.key} ${form}`] : [],
    );
  expect(sides(folded)).toEqual(sides(open));
  expect(folded.height).toBeLessThanOrEqual(open.height);
});

it('many classes fold to counts in a tidy tree, more arms fold their limbs too', () => {
  expect([100, 150, 151].map((count) => usualForm(count, 1000))).toEqual([
    'espalier',
    'espalier',
    'tidy',
  ]);
  expect(usualForm(1000, 350)).toBe('espalier');
  const { stops } = sceneOf(levelwiseState({ classes: 1000, until: 13 }), 'tidy');
  expect(stops).toHaveLength(50);
  expect(stops.every(({ isExpanded }) => isExpanded === false)).toBe(true);
});

it('a narrow page opens only the arms of the newest move', () => {
  const { stops } = sceneOf(levelwiseState({ until: 13 }), 'espalier', { width: 350 });
  const open = stops.filter(
    ({ datum, isExpanded }) => datum.kind === 'group' && datum.level === 1 && isExpanded,
  );
  expect(open).toHaveLength(2);
});

it('routes follow the branches and never go back over themselves', () => {
  const at = (x: number, y: number) => ({ x, y });
  const root = at(0, 100);
  const up = [at(50, 10), at(10, 10), at(10, 80), root];
  const down = [at(70, 40), at(10, 40), at(10, 80), root];
  expect(routeBetween(up, down)).toEqual([at(50, 10), at(10, 10), at(10, 40), at(70, 40)]);
  expect(routeBetween(up, [at(-50, 60), at(-10, 60), at(-10, 90), root])).toEqual([
    at(50, 10),
    at(10, 10),
    at(10, 80),
    root,
    at(-10, 90),
    at(-10, 60),
    at(-50, 60),
  ]);
});
