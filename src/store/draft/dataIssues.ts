/** What is wrong with an experiment only in view of the data at hand: its classes and their images. */
import { planClasses } from '../../spec/classPlan.ts';
import { coarseLabelLevels } from '../../spec/coarseLabels.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { classCountIssues } from '../../spec/methods/methods.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import { vectorIssues } from '../../spec/vectorIssues.ts';
import type { DatasetView } from '../../worker/protocol.ts';
import { matchData } from '../data/dataSet.ts';
import { imageIssues } from './imageIssues.ts';

/** Complaints at their fields; none while the data that the experiment names is not at hand. */
export function dataIssues(spec: ExperimentSpec, held: DatasetView | null): readonly SpecIssue[] {
  const { method, dataset } = spec;
  const fitting = held !== null && matchData(dataset, held) === 'same' ? held : null;
  const plan = fitting && planClasses(fitting.classes, dataset);
  if (plan?.ok === false) return plan.issues;
  const issues = [
    ...(fitting?.content === 'vectors' ? vectorIssues(spec) : []),
    ...(fitting && plan ? imageIssues(dataset, fitting, plan.classes) : []),
  ];
  const classes = plan?.classes.map(({ name }) => name) ?? dataset.classes;
  if (method.kind !== 'levelwise' || classes === null) return issues;
  return [
    ...issues,
    ...classCountIssues(method, classes.length),
    ...labelIssues(method, classes),
    ...treeIssues(method, classes),
    ...pinIssues(method, classes),
  ];
}

function labelIssues({ hierarchy }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  if (hierarchy.from !== 'labels' || coarseLabelLevels(classes).length > 0) return [];
  const message =
    'needs a data set with coarse labels: folders of classes within folders, every class equally deep';
  return [{ path: 'method.hierarchy.from', message }];
}

/** A tree that was read for other classes. */
function treeIssues({ hierarchy }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  if (hierarchy.from !== 'import' || hierarchy.imported === null) return [];
  const nodes = new Set(hierarchy.imported.nodes);
  const missing = classes.find((name) => !nodes.has(name));
  if (missing === undefined) return [];
  const message = `does not hold the class “${missing}” of the data set at hand: open a tree of its classes`;
  return [{ path: 'method.hierarchy.imported', message }];
}

function pinIssues({ pinned }: LevelwiseSpec, classes: readonly string[]): SpecIssue[] {
  const unknown = pinned.find((name) => !classes.includes(name));
  if (unknown === undefined) return [];
  return [{ path: 'method.pinned', message: `names “${unknown}”, which is no class of this data` }];
}
