import { Vote } from '../algorithms/complementary/vote.ts';
import { predictedClasses } from '../algorithms/metrics/predictions.ts';
import { type CheckpointTensors, rowTensor } from '../spec/run/checkpoint.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../spec/units.ts';
import type { MethodContext, Outputs, SplitOutputs } from './context.ts';
import { accuracyFacts } from './evaluate.ts';

type RoundFinished = EventOf<'round-finished'>;
/** What a finished round says of its network and of the vote so far. */
export type RoundAccuracy = Pick<
  RoundFinished,
  'voteWeight' | 'topErrors' | 'classAccuracy' | 'ensemble' | 'predictions'
>;

/** The networks trained so far, voting on every image of every split. */
export class Ensemble {
  private readonly votes: Partial<Record<SplitName, Vote>> = {};

  private readonly classCount: number;

  /** With no network yet, or with those of the checkpoint that the run goes on from. */
  constructor({ data, resumption }: Pick<MethodContext, 'data' | 'resumption'>) {
    this.classCount = data.classes.length;
    if (resumption !== null) this.restore(resumption.checkpoint.finishedRounds);
  }

  /** The votes so far, for a checkpoint; not copied. */
  save(): CheckpointTensors {
    return Object.fromEntries(
      splitNames.flatMap((split) => {
        const saved = this.votes[split]?.save();
        if (saved === undefined) return [];
        return [
          [weightedName(split), rowTensor(saved.weighted)],
          [totalName(split), rowTensor(Float64Array.of(saved.totalWeight))],
        ];
      }),
    );
  }

  private restore(tensors: CheckpointTensors): void {
    for (const split of splitNames) {
      const weighted = tensors[weightedName(split)]?.values;
      const total = tensors[totalName(split)]?.values;
      if (!(weighted instanceof Float64Array) || total === undefined) continue;
      this.votes[split] = new Vote(weighted.length, { weighted, totalWeight: total[0] });
    }
  }

  /** Adds a network with its weight in the vote; what the round reports of both. */
  add(outputs: SplitOutputs, voteWeight: number): RoundAccuracy {
    const joint: Partial<Record<SplitName, Outputs<Float64Array>>> = {};
    for (const split of splitNames) {
      const own = outputs[split];
      if (!own) continue;
      this.votes[split] ??= new Vote(own.probabilities.length);
      this.votes[split].add(own.probabilities, voteWeight);
      joint[split] = { probabilities: this.votes[split].probabilities(), labels: own.labels };
    }
    return {
      voteWeight,
      ...accuracyFacts(outputs, this.classCount),
      ensemble: accuracyFacts(joint, this.classCount),
      predictions: { network: this.predict(outputs.test), ensemble: this.predict(joint.test) },
    };
  }

  private predict(outputs: Outputs<Float32Array | Float64Array> | undefined): number[] {
    return outputs ? [...predictedClasses(outputs.probabilities, this.classCount)] : [];
  }
}

const weightedName = (split: SplitName) => `votes/${split}/weighted`;
const totalName = (split: SplitName) => `votes/${split}/total`;
