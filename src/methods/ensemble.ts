import { Vote } from '../algorithms/complementary/vote.ts';
import { disagreement, rescuedShares } from '../algorithms/metrics/members.ts';
import { predictedClasses } from '../algorithms/metrics/predictions.ts';
import { type CheckpointTensors, rowTensor } from '../spec/run/checkpoint.ts';
import type { EventOf, RunEventBody } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../spec/units.ts';
import type { MethodContext, Outputs, SplitOutputs } from './context.ts';
import { accuracyFacts } from './evaluate.ts';
import { measuredSplit, measuresOf, rankingSplit, type SeverityTree } from './roundMeasures.ts';

type RoundFinished = EventOf<'round-finished'>;
type RoundMeasured = Extract<RunEventBody, { type: 'round-measured' }>;
/** What a finished round says of its network and of the vote so far. */
export type RoundAccuracy = Pick<
  RoundFinished,
  'voteWeight' | 'topErrors' | 'classAccuracy' | 'ensemble' | 'predictions'
>;

/** The networks trained so far, voting on every image of every split. */
export class Ensemble {
  private readonly votes: Partial<Record<SplitName, Vote>> = {};

  private readonly classCount: number;

  /** The class each network reads each test image as. */
  private readonly members: ArrayLike<number>[] = [];

  private measures: Omit<RoundMeasured, 'type' | 'round'> | null = null;

  /**
   * With no network yet, or with those of the checkpoint that the run goes on from.
   * @param tree in which the severity of mistakes is measured.
   */
  constructor(
    { data, resumption }: Pick<MethodContext, 'data' | 'resumption'>,
    private tree: SeverityTree | null = data.tree,
  ) {
    this.classCount = data.classes.length;
    if (resumption === null) return;
    this.restore(resumption.checkpoint.finishedRounds);
    for (const { outcome } of resumption.state.rounds) {
      if (outcome !== null) this.members.push(outcome.predictions.network);
    }
  }

  /** Measures severity in a tree that became known only now, unless there is one already. */
  judgeBy(tree: SeverityTree | null): void {
    this.tree ??= tree;
  }

  /** The tree in which the severity of mistakes is measured; null while there is none. */
  get severityTree(): SeverityTree | null {
    return this.tree;
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

  /**
   * Adds a network with its weight in the vote; what the round reports of both.
   * @param cast what it votes with, where that is not what it says.
   */
  add(outputs: SplitOutputs, voteWeight: number, cast = outputs): RoundAccuracy {
    const joint: Partial<Record<SplitName, Outputs<Float64Array>>> = {};
    const before = this.readBefore(measuredSplit(outputs));
    for (const split of splitNames) {
      const own = outputs[split];
      if (!own) continue;
      this.votes[split] ??= new Vote(own.probabilities.length);
      this.votes[split].add((cast[split] ?? own).probabilities, voteWeight);
      joint[split] = { probabilities: this.joint(this.votes[split]), labels: own.labels };
    }
    const accuracy = {
      voteWeight,
      ...accuracyFacts(outputs, this.classCount),
      ensemble: accuracyFacts(joint, this.classCount),
      predictions: { network: this.predict(outputs.test), ensemble: this.predict(joint.test) },
    };
    this.members.push(accuracy.predictions.network);
    this.measures = this.measure(outputs, joint, accuracy, before);
    return accuracy;
  }

  /**
   * What the network added last and the vote with it come to beyond their errors, to be told after
   * the round's outcome.
   * @param separability of the classes in the network's features; null where it was not measured.
   */
  measured(round: number, separability: number | null): RoundMeasured {
    if (this.measures === null) throw new RangeError('No network has been added to the vote');
    const network = { ...this.measures.network, separability };
    return { type: 'round-measured', round, ...this.measures, network };
  }

  /** What the vote reads images as before another network is added; null where there is none. */
  private readBefore(split: SplitName): Int32Array | null {
    const vote = this.votes[split];
    return vote === undefined ? null : predictedClasses(this.joint(vote), this.classCount);
  }

  private measure(
    outputs: SplitOutputs,
    joint: SplitOutputs<Float64Array>,
    accuracy: RoundAccuracy,
    before: Int32Array | null,
  ): Omit<RoundMeasured, 'type' | 'round'> {
    const { classCount, tree } = this;
    const split = measuredSplit(outputs);
    const measure = (
      { [split]: ofSplit = noOutputs }: SplitOutputs<Float32Array | Float64Array>,
      { classAccuracy }: Pick<RoundAccuracy, 'classAccuracy'>,
    ) => {
      const predicted = predictedClasses(ofSplit.probabilities, classCount);
      return { predicted, ...measuresOf({ outputs: ofSplit, predicted, classAccuracy, tree }) };
    };
    const network = measure(outputs, accuracy);
    const ensemble = measure(joint, accuracy.ensemble);
    const labels = outputs[split]?.labels ?? noOutputs.labels;
    const isTest = split === 'test';
    return {
      split,
      rankedOn: rankingSplit(outputs),
      severityTree: tree?.from ?? null,
      network: {
        ...network.measures,
        separability: null,
        rescued: before && rescuedShares(before, network.predicted, labels, classCount),
      },
      ensemble: { ...ensemble.measures, disagreement: disagreement(this.members) },
      confidences: {
        network: isTest ? network.confidence : [],
        ensemble: isTest ? ensemble.confidence : [],
      },
    };
  }

  /** The vote's probabilities; every class alike while no network has a vote. */
  private joint(vote: Vote): Float64Array {
    const { weighted, totalWeight } = vote.save();
    if (totalWeight > 0) return vote.probabilities();
    return new Float64Array(weighted.length).fill(1 / this.classCount);
  }

  private predict(outputs: Outputs<Float32Array | Float64Array> | undefined): number[] {
    return outputs ? [...predictedClasses(outputs.probabilities, this.classCount)] : [];
  }
}

const noOutputs: Outputs = { probabilities: new Float32Array(), labels: new Int32Array() };

const weightedName = (split: SplitName) => `votes/${split}/weighted`;
const totalName = (split: SplitName) => `votes/${split}/total`;
