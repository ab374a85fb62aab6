/** Models of made-up numbers: every family of networks, head and way of joining, without training. */
import { smallFamilies } from '../../engine/tfjs/testing/families.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { headTensors, layerTensors } from '../memberTensors.ts';
import type {
  ModelHead,
  ModelInput,
  ModelJoining,
  ModelMember,
  TrainedModel,
} from '../trainedModel.ts';

const classes = ['one', 'zwei', 'trois', 'négyedik', '五', '6'];
const pixels: ModelInput = {
  shape: { height: 9, width: 8, channels: 3 },
  values: 'pixels',
  normalisation: { mean: [0.5071, 0.4867, 0.4408], deviation: [0.2675, 0.2565, 0.2761] },
  centreCrop: 0.875,
};
const features: ModelInput = {
  shape: { height: 1, width: 5, channels: 1 },
  values: 'features',
  normalisation: { mean: [1, 2, 3, 4, 5], deviation: [0.1, 0.2, 0.3, 0.4, 0.5] },
  centreCrop: 1,
};
const mlp: NetworkSpec = { kind: 'mlp', hidden: [4], initial: 'he' };
const bare: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'he' };

const softmax: ModelHead = { kind: 'softmax' };
/** A level of two groups and one of the classes with Ψ, or without. */
const mixture = (last: number | null): ModelHead => ({
  kind: 'mixture',
  levels: [
    { classifier: 'level0', units: 2, weight: null },
    { classifier: 'dense2', units: classes.length, weight: last },
  ],
});
const path: ModelHead = {
  kind: 'path',
  groups: [
    { groupCount: 2, groupOf: [0, 1, 0, 1, 1, 1] },
    { groupCount: 4, groupOf: [3, 0, 3, 1, 1, 2] },
  ],
};

interface MadeMember {
  readonly network: NetworkSpec;
  readonly head: ModelHead;
}

/** A model of networks whose numbers are drawn from their places. */
function madeModel(
  members: readonly MadeMember[],
  input: ModelInput,
  joining: ModelJoining = { kind: 'alone' },
): TrainedModel {
  return {
    classes,
    input,
    members: members.map((member, index) => made(member, input, index)),
    joining,
    origin: {
      espalier: '0.0.0',
      experiment: 'Made up',
      specHash: 'none',
      digest: null,
      dataset: { name: 'None', hash: 'none' },
    },
  };
}

function made({ network, head }: MadeMember, { shape }: ModelInput, index: number): ModelMember {
  const { classifier } = placedNetwork(network, shape, classes.length);
  const named = [
    ...layerTensors(network, shape, classes.length),
    ...headTensors(head, classifier.input.features, classes.length),
  ];
  let drawn = 1 + index;
  const tensors = named.map(({ name, shape: sides }) => {
    const values = new Float32Array(sides.reduce((product, side) => product * side, 1));
    for (let at = 0; at < values.length; at++) {
      drawn = (drawn * 16807) % 2147483647;
      values[at] = drawn / 2147483647;
    }
    return [name, { shape: sides, values }];
  });
  return { network, head, tensors: Object.fromEntries(tensors) };
}

const several = [mlp, bare, mlp].map((network) => ({ network, head: softmax }));

/** By what they are. */
export const madeModels: Readonly<Record<string, TrainedModel>> = {
  ...Object.fromEntries(
    smallFamilies.map(({ name, network }) => [
      name,
      madeModel([{ network, head: softmax }], pixels),
    ]),
  ),
  'Single: features': madeModel([{ network: mlp, head: softmax }], features),
  'Complementary: a vote': madeModel(several, pixels, { kind: 'vote', weights: [1.25, 0, 0.5] }),
  'Complementary: level-wise networks': madeModel(
    [
      { network: mlp, head: mixture(null) },
      { network: mlp, head: mixture(0.75) },
    ],
    features,
    { kind: 'vote', weights: [1, 1] },
  ),
  'Worst-class boosting': madeModel(several, features, { kind: 'majority' }),
  'Joint mixture': madeModel(several, pixels, { kind: 'dynamic' }),
  'Level-wise: a mixture': madeModel([{ network: mlp, head: mixture(0.25) }], pixels),
  'Level-wise: along the path': madeModel([{ network: mlp, head: path }], pixels),
};
