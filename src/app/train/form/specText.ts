/** Parts of an experiment in a few words. */
import type { ExperimentSpec } from '../../../spec/experimentSpec.ts';
import type { ChoiceOption } from '../../../spec/fields/optionDescription.ts';
import { methodText } from '../../../spec/methods/methodFacts.ts';
import { experimentNetworksText } from '../../../spec/networkTexts.ts';
import { options } from '../../../spec/options.ts';

/** The label of a choice: `released code`. */
export function choiceText(path: ChoicePath, value: unknown): string {
  const choices: ChoiceOption['choices'] = options[path].choices;
  return choices.find((choice) => choice.value === value)?.label ?? '–';
}

type ChoicePath = 'method.errors' | 'method.objective' | 'method.update';

/** What a run is called in a list of runs on the same data. */
export function runText(spec: ExperimentSpec): string {
  return `${methodText(spec.method)}, ${experimentNetworksText(spec)}`;
}
