/** Parts of an experiment in a few words. */

import type { ExperimentSpec } from '../../../spec/experimentSpec.ts';
import type { ChoiceOption } from '../../../spec/fields/optionDescription.ts';
import { methodText } from '../../../spec/methods/methodFacts.ts';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import { options } from '../../../spec/options.ts';

/** `MLP 50`, `CNN 16, 32`, `ResNet-56`. */
export function networkText(network: NetworkSpec): string {
  switch (network.kind) {
    case 'mlp':
      return network.hidden.length === 0 ? 'linear' : `MLP ${network.hidden.join(', ')}`;
    case 'cnn':
      return `CNN ${network.channels.join(', ')}`;
    case 'resnet':
      return `ResNet-${network.depth}`;
  }
}

/** The same in six letters, for the folded rail. */
export function networkMark(network: ExperimentSpec['network']): string {
  const first = Array.isArray(network) ? network[0] : network;
  if (first.kind === 'resnet') return `R-${first.depth}`;
  return first.kind.toUpperCase();
}

/** The label of a choice: `released code`. */
export function choiceText(path: ChoicePath, value: unknown): string {
  const choices: ChoiceOption['choices'] = options[path].choices;
  return choices.find((choice) => choice.value === value)?.label ?? '–';
}

type ChoicePath = 'method.errors' | 'method.objective' | 'method.update';

/** What a run is called in a list of runs on the same data. */
export function runText({ method, network }: ExperimentSpec): string {
  const first = Array.isArray(network) ? network[0] : network;
  return `${methodText(method)}, ${networkText(first)}`;
}
