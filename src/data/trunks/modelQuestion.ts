import type { PixelRange } from '../../spec/sections/featuresSpec.ts';
import type { AnyDataset } from '../dataset.ts';
import { quoted } from '../limits.ts';
import type { ModelQuestion } from '../readingChoices.ts';
import type { FrozenTrunk } from './trunk.ts';

const titles: Readonly<Record<PixelRange, readonly [title: string, who: string]>> = {
  unit: ['Frozen features, pixels from 0 to 1', 'as most models for TensorFlow.js take them'],
  signed: ['Frozen features, pixels from −1 to 1', 'as MobileNet and Inception of Keras take them'],
  bytes: [
    'Frozen features, pixels from 0 to 255',
    'as models take them that scale pixels themselves, and those that Espalier exports',
  ],
};

/** The question how a model takes pixels, which its file does not tell. */
export function modelQuestion(
  file: string,
  { name, layer, featureCount, input, nodes }: FrozenTrunk,
  dataset: Pick<AnyDataset, 'name'>,
): ModelQuestion {
  const scales: readonly PixelRange[] = scalesItself(nodes)
    ? ['bytes', 'unit', 'signed']
    : ['unit', 'signed', 'bytes'];
  return {
    kind: 'model',
    file,
    found: `there is the model ${quoted(name)}, which takes images of ${input.height} × ${input.width} pixels. What its layer ${quoted(layer)} puts out, ${featureCount} numbers, is computed once for each image of ${dataset.name}, and both methods train heads on it`,
    alternatives: scales.map((pixels) => ({
      choices: { pixels },
      title: titles[pixels][0],
      description: `${titles[pixels][1]}.`,
      flag: `--pixels ${pixels}`,
      previews: [],
    })),
  };
}

/** Whether the first that happens to images is a factor that makes bytes small. */
function scalesItself(nodes: FrozenTrunk['nodes']): boolean {
  return nodes.some(
    ({ operation, inputs }) =>
      operation.kind === 'combineWith' &&
      inputs[0] === 0 &&
      operation.by === 'multiply' &&
      operation.constant.values.every((value) => Math.abs(value) < 0.05),
  );
}
