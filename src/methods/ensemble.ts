import { Vote } from '../algorithms/complementary/vote.ts';
import { predictedClasses } from '../algorithms/metrics/predictions.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../spec/units.ts';
import type { Outputs, SplitOutputs } from './context.ts';
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

  constructor(private readonly classCount: number) {}

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
