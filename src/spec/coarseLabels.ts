/** Coarse labels, from class names that are paths: `Greek/character01` lies in `Greek`. */

export interface CoarseLabels {
  readonly names: readonly string[];
  /** Position in `names` for each class. */
  readonly groupOf: readonly number[];
}

/**
 * One grouping for each folder above the classes, coarsest first; a level that tells nothing (one
 * group, or as many as the level below) is left out. Empty where the names are no paths, or some
 * lie deeper than others.
 */
export function coarseLabelLevels(classes: readonly string[]): CoarseLabels[] {
  const paths = classes.map((name) => name.split('/'));
  const depth = paths[0]?.length ?? 0;
  if (depth < 2 || paths.some((path) => path.length !== depth)) return [];
  const levels: CoarseLabels[] = [];
  for (let length = 1; length < depth; length++) {
    const level = groupBy(paths.map((path) => path.slice(0, length).join('/')));
    const coarser = levels.at(-1)?.names.length ?? 1;
    if (level.names.length > coarser && level.names.length < classes.length) levels.push(level);
  }
  return levels;
}

function groupBy(labels: readonly string[]): CoarseLabels {
  const places = new Map<string, number>();
  for (const label of labels) if (!places.has(label)) places.set(label, places.size);
  return { names: [...places.keys()], groupOf: labels.map((label) => places.get(label) ?? 0) };
}
