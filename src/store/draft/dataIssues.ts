/** What is wrong with an experiment only in view of the data at hand: its classes and their images. */
import { augmentIssues } from '../../spec/augmentIssues.ts';
import { classIssues } from '../../spec/classIssues.ts';
import { planClasses } from '../../spec/classPlan.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { drivingErrorsOf } from '../../spec/methods/methodFacts.ts';
import { fitIssues } from '../../spec/networks/fitIssues.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import { vectorIssues } from '../../spec/vectorIssues.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { matchData } from '../data/dataSet.ts';
import { errorSplitIssues, imageIssues } from './imageIssues.ts';

/** Complaints at their fields; none while the data that the experiment names is not at hand. */
export function dataIssues(spec: ExperimentSpec, held: DatasetView | null): readonly SpecIssue[] {
  const { method, dataset } = spec;
  const fitting = held !== null && matchData(dataset, held) === 'same' ? held : null;
  const plan = fitting && planClasses(fitting.classes, dataset);
  if (plan?.ok === false) return plan.issues;
  const errors = drivingErrorsOf(method);
  const issues = [
    ...(fitting?.content === 'vectors' ? vectorIssues(spec) : []),
    ...(fitting?.content === 'images' ? augmentIssues(spec.augment, fitting.shape) : []),
    ...(fitting?.content === 'images' && plan
      ? fitIssues(spec.network, fitting.shape, plan.classes.length)
      : []),
    ...(fitting && plan ? imageIssues(dataset, fitting, plan.classes) : []),
    ...(fitting && plan && errors.from === 'validation'
      ? errorSplitIssues(dataset, fitting, plan.classes, errors.chosenAt)
      : []),
  ];
  const classes = plan?.classes.map(({ name }) => name) ?? dataset.classes;
  return classes === null ? issues : [...issues, ...classIssues(spec, classes)];
}
