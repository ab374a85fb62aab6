/** Outputs of finished rounds on disk, until all are there: a run may be gone on with in between. */
import type { SplitOutputs } from '../methods/context.ts';
import { type CheckpointTensors, integersIn } from '../spec/run/checkpoint.ts';
import { splitNames } from '../spec/units.ts';
import type { Files } from '../storage/files.ts';
import { readTensors, writeTensors } from '../storage/runs/tensorBytes.ts';

const start = 'outputs-of-round-';
const nameOf = (round: number) => `${start}${round}`;

export class RoundOutputs {
  constructor(private readonly files: Files) {}

  async keep(round: number, outputs: SplitOutputs): Promise<void> {
    const tensors = Object.fromEntries(
      splitNames.flatMap((split) => {
        const ofSplit = outputs[split];
        if (ofSplit === undefined) return [];
        const { probabilities, labels } = ofSplit;
        return [
          [`${split}/probabilities`, { shape: [probabilities.length], values: probabilities }],
          [`${split}/labels`, { shape: [labels.length], values: labels }],
        ];
      }),
    );
    const file = await this.files.open(nameOf(round), 'empty');
    try {
      await file.write(0, writeTensors({ facts: null, tensors }));
    } finally {
      await file.close();
    }
  }

  /** Those of the rounds up to `count` that were kept, in order. */
  async take(count: number): Promise<SplitOutputs[]> {
    const taken: SplitOutputs[] = [];
    for (let round = 1; round <= count; round++) {
      const bytes = await this.files.read(nameOf(round));
      const tensors = bytes && readTensors(bytes)?.tensors;
      if (tensors) taken.push(outputsIn(tensors));
    }
    return taken;
  }

  /** Removes what is kept. */
  async forget(): Promise<void> {
    for (const { name } of await this.files.list()) {
      if (name.startsWith(start)) await this.files.remove(name);
    }
  }
}

function outputsIn(tensors: CheckpointTensors): SplitOutputs {
  return Object.fromEntries(
    splitNames.flatMap((split) => {
      const probabilities = tensors[`${split}/probabilities`]?.values;
      if (!(probabilities instanceof Float32Array)) return [];
      return [[split, { probabilities, labels: integersIn(tensors, `${split}/labels`) }]];
    }),
  );
}
