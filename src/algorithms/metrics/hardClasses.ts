/**
 * Hard and easy classes: how well the fifth of the classes does that is hardest, and the half that is
 * easiest. Classes are ranked on one split and measured on another: ranked on the images they are
 * measured on, the hardest would be those with the worst luck.
 */

/** A value of each class; null for a class without images. */
type PerClass = readonly (number | null)[];

/** How the two ends of the classes do, and which classes make up the hard one. */
export interface HardAndEasy {
  /** Mean accuracy of the hardest ⌈N/5⌉ classes; null without any class. */
  readonly hardestFifth: number | null;
  /** Those classes, the hardest first. */
  readonly hardestClasses: readonly number[];
  /** Mean accuracy of the easiest ⌊N/2⌋ classes; null where there are none. */
  readonly easierHalf: number | null;
}

/**
 * Classes by accuracy, the hardest first; of classes that are equally hard the lower index comes
 * first. Classes without images are left out.
 */
export function hardestFirst(accuracy: PerClass): number[] {
  return accuracy
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => a.value - b.value || a.index - b.index)
    .map(({ index }) => index);
}

/**
 * Accuracy of the hardest fifth and of the easier half of the classes: N classes that have images in
 * both splits, ranked by their accuracy in `ranking`, the means taken over that in `measured`, each
 * class counting the same. The two ends never share a class.
 */
export function hardAndEasy(ranking: PerClass, measured: PerClass): HardAndEasy {
  const order = hardestFirst(ranking).filter((index) => measured[index] !== null);
  const hardestClasses = order.slice(0, Math.ceil(order.length / 5));
  const easiest = order.slice(order.length - Math.floor(order.length / 2));
  const mean = (classes: readonly number[]) => meanOf(classes.map((index) => measured[index] ?? 0));
  return { hardestFifth: mean(hardestClasses), hardestClasses, easierHalf: mean(easiest) };
}

/** The class with the least accuracy (of several the lowest index), and its accuracy. */
export function worstClass(accuracy: PerClass): { index: number; accuracy: number } | null {
  const [index] = hardestFirst(accuracy);
  return index === undefined ? null : { index, accuracy: accuracy[index] ?? 0 };
}

/**
 * N / Σ_l 1/a(l) over the accuracies (recalls) of the N classes that have images: 0 as soon as one
 * class is never recognised. Null without any class.
 */
export function harmonicMeanRecall(accuracy: PerClass): number | null {
  const recalls = accuracy.filter((value) => value !== null);
  if (recalls.length === 0) return null;
  return recalls.length / recalls.reduce((sum, recall) => sum + 1 / recall, 0);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
