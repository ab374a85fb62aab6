/** What is wrong with an experiment only in view of the data at hand: its classes and their images. */
import { augmentIssues } from '../../spec/augmentIssues.ts';
import { classIssues } from '../../spec/classIssues.ts';
import { planClasses } from '../../spec/classPlan.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { drivingErrorsOf } from '../../spec/methods/methodFacts.ts';
import { fitIssues } from '../../spec/networks/fitIssues.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import { vectorIssues } from '../../spec/vectorIssues.ts';
import { matchData } from '../data/dataSet.ts';
import { hasCounts, type KnownData } from '../data/knownData.ts';
import { errorSplitIssues, imageIssues } from './imageIssues.ts';

/**
 * Complaints at their fields; none while the data that the experiment names is not at hand. Where it is
 * not known how many images the classes have, none about these.
 */
export function dataIssues(spec: ExperimentSpec, held: KnownData | null): readonly SpecIssue[] {
  const { method, dataset } = spec;
  const fitting = held !== null && matchData(dataset, held) === 'same' ? held : null;
  const counted = fitting !== null && hasCounts(fitting) ? fitting : null;
  const plan = fitting && planClasses(fitting.classes, dataset);
  if (plan?.ok === false) return plan.issues;
  const errors = drivingErrorsOf(method);
  const issues = [
    ...(fitting?.content === 'vectors' ? vectorIssues(spec) : []),
    ...(fitting?.content === 'images' ? augmentIssues(spec.augment, fitting.shape) : []),
    ...(fitting?.content === 'images' && plan
      ? fitIssues(spec.network, fitting.shape, plan.classes.length)
      : []),
    ...(counted && plan ? imageIssues(dataset, counted, plan.classes) : []),
    ...(counted && plan && errors.from === 'validation'
      ? errorSplitIssues(dataset, counted, plan.classes, errors.chosenAt)
      : []),
  ];
  const classes = plan?.classes.map(({ name }) => name) ?? dataset.classes;
  return classes === null ? issues : [...issues, ...classIssues(spec, classes)];
}
