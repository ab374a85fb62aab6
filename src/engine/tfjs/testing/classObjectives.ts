/** One of each objective of single networks, on any number of classes from 3. */
import type { Objective } from '../../engine.ts';

/** Two levels: all classes but the first two together, then the first two apart and those too. */
function groupsOf(classCount: number): Int32Array[] {
  const coarse = Int32Array.from({ length: classCount }, (_, l) => (l < 2 ? 0 : 1));
  return [coarse, coarse.map((group, l) => (group === 0 ? l : 2))];
}

export function classObjectives(classCount: number): readonly Objective[] {
  const groups = groupsOf(classCount);
  const shares = Array.from({ length: classCount }, () => [0.02, 0.05, 0.1, 0.8]).flat();
  return [
    { kind: 'focal', focusing: 2 },
    {
      kind: 'adjusted-likelihood',
      adjustments: Float64Array.from({ length: classCount }, (_, l) => -Math.log(l + 2)),
    },
    { kind: 'robust', rate: 0.05 },
    { kind: 'hierarchical', groups, coefficients: [0.3, 0.2, 0.5] },
    { kind: 'soft-labels', groups, shares: Float64Array.from(shares) },
  ];
}
