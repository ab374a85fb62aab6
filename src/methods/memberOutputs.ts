/** What networks that are trained together say of images, together and each by itself. */
import type { EvaluationSet, EvaluationSets } from '../data/prepare/preparedData.ts';
import type { JointTrainer } from '../engine/engine.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../spec/units.ts';
import type { MethodContext, Outputs, SplitOutputs } from './context.ts';
import { accuracyFacts } from './evaluate.ts';

/** Outputs on every set given. */
export interface MemberOutputs {
  readonly joint: SplitOutputs;
  /** Of each network by itself, in their order. */
  readonly members: readonly SplitOutputs[];
  /** Mean weight of each network over the images of a split. */
  readonly weights: Readonly<Partial<Record<SplitName, readonly number[]>>>;
}

/** What the networks say on every set given. */
export async function predictMembers(
  context: MethodContext,
  trainer: JointTrainer,
  sets: EvaluationSets,
): Promise<MemberOutputs> {
  const found = new Map<SplitName, OutputsOfSet>();
  for (const split of splitNames) {
    const set = sets[split];
    if (set) found.set(split, await predictSet(context, trainer, set));
  }
  const bySplit = <Value>(of: (outputs: OutputsOfSet) => Value) =>
    Object.fromEntries([...found].map(([split, outputs]) => [split, of(outputs)]));
  const count = [...found.values()][0]?.members.length ?? 0;
  return {
    joint: bySplit(({ joint }) => joint),
    members: Array.from({ length: count }, (_, k) => bySplit(({ members }) => members[k])),
    weights: bySplit(({ weights }) => weights),
  };
}

interface OutputsOfSet {
  readonly joint: Outputs;
  readonly members: readonly Outputs[];
  readonly weights: readonly number[];
}

async function predictSet(
  { data, control }: MethodContext,
  trainer: JointTrainer,
  { labels, ranges }: EvaluationSet,
): Promise<OutputsOfSet> {
  const size = labels.length * data.classes.length;
  const joint = new Float32Array(size);
  const members: Float32Array[] = [];
  const sums: number[] = [];
  for await (const { images, start } of ranges()) {
    await control.yieldIfDue();
    const said = await trainer.predictMembers(images);
    const place = start * data.classes.length;
    joint.set(said.joint, place);
    for (const [k, probabilities] of said.members.entries()) {
      members[k] ??= new Float32Array(size);
      members[k].set(probabilities, place);
    }
    const count = said.members.length;
    for (const [at, weight] of said.weights.entries()) {
      sums[at % count] = (sums[at % count] ?? 0) + weight;
    }
  }
  return {
    joint: { probabilities: joint, labels },
    members: members.map((probabilities) => ({ probabilities, labels })),
    weights: sums.map((sum) => sum / labels.length),
  };
}

/** How each network does by itself, and how much it counts. */
export function membersMeasured(
  { members, weights }: MemberOutputs,
  classCount: number,
): Pick<EventOf<'members-measured'>, 'members' | 'weights'> {
  return {
    members: members.map((outputs) => accuracyFacts(outputs, classCount)),
    weights: Object.fromEntries(
      Object.entries(weights).map(([split, ofSplit]) => [split, [...ofSplit]]),
    ),
  };
}
