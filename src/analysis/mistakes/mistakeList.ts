/** The test images that a model reads wrongly, ordered by what makes one worth looking at. */
import { treeDistance } from '../../algorithms/levelwise/levels.ts';
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import type { JudgingLevel } from './mistakeTree.ts';
import type { ModelReading } from './modelReadings.ts';

/** `surest`: by confidence; `severe`: by tree distance; `only here`: what some other model reads rightly. */
export type MistakeSort = 'surest' | 'severe' | 'only here';

export interface Mistake {
  readonly image: ImageIndex;
  readonly truth: ClassIndex;
  readonly readAs: ClassIndex;
  readonly confidence: number | null;
  /** Levels up to the group that holds both classes; null without a tree. */
  readonly severity: number | null;
  /** Models beside this one that read it rightly. */
  readonly rightElsewhere: number;
}

/** Mistakes of one model, of one class if it is given. */
export function mistakeList(
  sort: MistakeSort,
  labels: Int32Array,
  model: ModelReading,
  others: readonly ModelReading[],
  tree: readonly JudgingLevel[],
  ofClass: ClassIndex | null,
): Mistake[] {
  const mistakes: Mistake[] = [];
  labels.forEach((truth, image) => {
    const readAs = model.predicted[image];
    if (readAs === truth || (ofClass !== null && truth !== ofClass)) return;
    const rightElsewhere = others.filter(({ predicted }) => predicted[image] === truth).length;
    if (sort === 'only here' && rightElsewhere === 0) return;
    const severity = tree.length === 0 ? null : treeDistance(tree, readAs, truth);
    const confidence = model.confidence?.[image] ?? null;
    mistakes.push({ image, truth, readAs, confidence, severity, rightElsewhere });
  });
  const bySurest = (a: Mistake, b: Mistake) =>
    (b.confidence ?? 0) - (a.confidence ?? 0) || a.image - b.image;
  const compare: Record<MistakeSort, (a: Mistake, b: Mistake) => number> = {
    surest: bySurest,
    severe: (a, b) => (b.severity ?? 0) - (a.severity ?? 0) || bySurest(a, b),
    'only here': (a, b) => b.rightElsewhere - a.rightElsewhere || bySurest(a, b),
  };
  return mistakes.sort(compare[sort]);
}

/** How many of the surest mistakes are equally sure: at least 1, where there is one and confidence is told. */
export function equallySure(mistakes: readonly Pick<Mistake, 'confidence'>[]): number {
  const most = mistakes[0]?.confidence ?? null;
  return most === null ? 0 : mistakes.filter(({ confidence }) => confidence === most).length;
}
