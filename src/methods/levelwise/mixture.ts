/**
 * The state of a level-wise mixture in training, beside its network: which group each class and
 * each training image is in, Ψ as it was last estimated, and which classes are pinned.
 */

import { classBeta } from '../../algorithms/levelwise/classBeta.ts';
import { drawnByConfusions } from '../../algorithms/levelwise/confusionAssignment.ts';
import { GroupCounts, initialAssignment } from '../../algorithms/levelwise/groupCounts.ts';
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { pruneLargest, pruneToGroups } from '../../algorithms/levelwise/pruning.ts';
import { bestGroups, movesOf, type TreeMove } from '../../algorithms/levelwise/treeUpdate.ts';
import type {
  AssignmentRule,
  Batch,
  LevelwiseTrainer,
  SamplingBatch,
} from '../../engine/engine.ts';
import { roundNumber } from '../../lib/roundNumber.ts';
import { toldCounts } from '../../models/toldCounts.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import {
  type CheckpointTensors,
  doublesIn,
  integersIn,
  rowTensor,
} from '../../spec/run/checkpoint.ts';
import type { LevelState, SparseAssignment } from '../../spec/run/events/levelwiseEvents.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import type { EpochBatch } from '../epochSteps.ts';
import type { Intervention } from '../interventions.ts';
import type { Confusions } from './confusions.ts';
import { Convergence } from './convergence.ts';
import type { Hierarchy } from './hierarchy.ts';
import { ImageGroups } from './imageGroups.ts';
import { sparseAssignment } from './sparse.ts';

/** A level above the classes as it stands. */
interface Level extends LevelGroups {
  /** Ω. */
  counts: GroupCounts;
  /** Ψ before any pruning, groupCount × N. */
  assignment: Float64Array;
}

interface MixtureOptions {
  readonly method: LevelwiseSpec;
  readonly hierarchy: Hierarchy;
  readonly classes: readonly string[];
  /** Class of each training image. */
  readonly labels: Int32Array;
  readonly seed: number;
  /** Epochs counted before this network's first, so that no draw is another round's; 0 unless said. */
  readonly epochsBefore?: number;
}

interface TakenMove {
  readonly level: number;
  readonly class: number;
  readonly from: number;
  readonly to: number;
}

export class Mixture {
  /** The levels above the classes. */
  private readonly above: readonly Level[];
  /** The levels whose groups are drawn: those above, or the classes' own (Table IV, one-level). */
  private readonly levels: readonly Level[];
  private readonly confusions: Confusions | null;
  /** Classes that are not moved and whose images are not sampled. */
  private pinned: Set<number>;
  private readonly method: LevelwiseSpec;
  private readonly classCount: number;
  /** β_y of each class. */
  private readonly beta: Float64Array;
  private readonly labels: Int32Array;
  private readonly seed: number;
  private readonly epochsBefore: number;
  /** Null until adaptation begins. */
  private images: ImageGroups | null = null;
  private moves: TakenMove[] = [];
  private readonly convergence: Convergence;

  /** Gives the trainer the hierarchy's first Ψ. */
  constructor(
    private readonly trainer: LevelwiseTrainer,
    { method, hierarchy, classes, labels, seed, epochsBefore = 0 }: MixtureOptions,
  ) {
    this.method = method;
    this.classCount = classes.length;
    this.labels = labels;
    this.seed = seed;
    this.epochsBefore = epochsBefore;
    this.beta = classBeta(method, classes.length);
    this.convergence = new Convergence(method.convergedAfter);
    this.pinned = new Set(method.pinned.map((name) => classes.indexOf(name)));
    this.confusions = hierarchy.confusions;
    this.above = hierarchy.levels.map((level) => startingLevel(level, labels, classes.length));
    this.levels =
      hierarchy.confusions !== null && method.adapt !== 'none'
        ? [classLevel(hierarchy.confusions)]
        : this.above;
    if (hierarchy.confusions !== null) {
      trainer.setAssignment(this.above.length, hierarchy.confusions.assignment);
    }
    this.above.forEach(({ assignment }, level) => {
      trainer.setAssignment(level, assignment);
    });
    this.tellGroups();
  }

  /** All that changes, for a checkpoint between two epochs; not copied. */
  save(): CheckpointTensors {
    const ofLevels = this.levels.flatMap(({ groupOf, counts, assignment }, index) => [
      [`level${index}/groupOf`, rowTensor(groupOf)],
      [`level${index}/counts`, rowTensor(counts.values)],
      [`level${index}/assignment`, rowTensor(assignment)],
    ]);
    const ofImages = (this.images?.ofImages ?? []).map((groups, index) => [
      `level${index}/images`,
      rowTensor(groups),
    ]);
    const moves = this.moves.flatMap(({ level, class: moved, from, to }) => [
      level,
      moved,
      from,
      to,
    ]);
    const quiet = this.convergence.save();
    return {
      ...Object.fromEntries([...ofLevels, ...ofImages]),
      pinned: rowTensor(Int32Array.from(this.pinned)),
      moves: rowTensor(Int32Array.from(moves)),
      ...(quiet === null ? {} : { quietEpochs: rowTensor(Int32Array.of(quiet)) }),
    };
  }

  /** Takes over what {@link save} gave, and gives the trainer Ψ or Ω. */
  restore(tensors: CheckpointTensors): void {
    const isAdapting = this.levels.length > 0 && tensors['level0/images'] !== undefined;
    this.levels.forEach((level, index) => {
      const { groupCount } = level;
      level.groupOf.set(integersIn(tensors, `level${index}/groupOf`));
      const counts = doublesIn(tensors, `level${index}/counts`);
      level.counts = GroupCounts.from(counts, groupCount, this.classCount);
      level.assignment = doublesIn(tensors, `level${index}/assignment`);
      if (isAdapting) this.trainer.setCounts(index, level.counts.values, this.ruleOf(level));
      else this.trainer.setAssignment(index, level.assignment);
    });
    if (isAdapting) {
      const known = this.levels.map((_, index) => integersIn(tensors, `level${index}/images`));
      this.images = new ImageGroups(this.levels, this.labels, this.seed, known);
    }
    this.pinned = new Set(integersIn(tensors, 'pinned'));
    this.moves = movesIn(integersIn(tensors, 'moves'));
    this.tellGroups();
    if (this.convergence.save() !== null) {
      this.convergence.restore(integersIn(tensors, 'quietEpochs')[0]);
    }
  }

  /** Takes over what a log tells of a mixture that is trained, and gives the trainer Ψ or Ω. */
  adopt({ epochs, classAssignment }: LevelwiseState): void {
    // Without adaptation the trainer has the hierarchy's first Ψ already, which stays.
    if (!epochs.some(({ isAdapting }) => isAdapting)) return;
    const above = epochs.at(-1)?.levels ?? [];
    this.levels.forEach((level, index) => {
      const told = this.confusions === null ? above[index]?.assignment : classAssignment;
      if (!told) throw new RangeError('The log does not tell Ψ of every level');
      if (this.confusions === null) level.groupOf.set(above[index].groupOf);
      this.estimate(level, toldCounts(told, level.groupCount, this.classCount));
      this.trainer.setCounts(index, level.counts.values, this.ruleOf(level));
    });
    this.tellGroups();
  }

  /** Whether Ψ follows from Ω already. */
  get isAdapting(): boolean {
    return this.images !== null;
  }

  /** Whether adaptation has ended: groups, Ω and Ψ stay, but for what a person does. */
  get isConverged(): boolean {
    return this.convergence.isReached;
  }

  /** Which class is in which group now, level by level above the classes. */
  get groups(): readonly LevelGroups[] {
    return this.above;
  }

  /** The levels above the classes as a log tells them. */
  states(): LevelState[] {
    return this.above.map(stateOf);
  }

  /** Ψ between classes as a log tells it; null where it is the identity, or kept as it was counted. */
  classAssignment(): SparseAssignment | null {
    if (this.confusions === null || this.levels === this.above) return null;
    return stateOf(this.levels[0]).assignment;
  }

  /** Ψ of each level above the classes as the trainer uses it now: pruned where the method prunes. */
  usedAssignments(): Float64Array[] {
    return this.above.map((level) => {
      const { keep } = this.ruleOf(level);
      const { assignment, groupCount } = level;
      // Nothing overlaps before adaptation.
      if (this.images === null || keep === 'all') return assignment;
      return keep === 'largest'
        ? pruneLargest(assignment, groupCount, this.classCount, this.beta)
        : pruneToGroups(assignment, keep, groupCount, this.classCount, this.beta);
    });
  }

  /**
   * From here on Ψ follows from Ω, which at first has every image in its class's group; of a Ψ
   * between classes, in one drawn by it (ours), so that Ψ begins as it was counted.
   */
  beginAdaptation(): void {
    const { confusions, labels, seed, epochsBefore } = this;
    const known = confusions && [drawnByConfusions(confusions.counts, labels, seed, epochsBefore)];
    const images = new ImageGroups(this.levels, labels, seed, known);
    this.images = images;
    for (const index of this.pinned) images.gather(index, this.levels);
    this.levels.forEach((level, index) => {
      this.estimate(level, images.counts(index, level.groupCount, this.classCount));
      this.trainer.setCounts(index, level.counts.values, this.ruleOf(level));
    });
  }

  /** The batch as a step takes it: with what sampling needs once adaptation has begun. */
  batchOf(batch: EpochBatch, epoch: number): Batch | SamplingBatch {
    return this.sampled?.samplingBatch(batch, this.epochsBefore + epoch, this.pinned) ?? batch;
  }

  /** A batch as {@link batchOf} gives it, which will not be trained on. */
  sampleOf(batch: EpochBatch, epoch: number): Batch | SamplingBatch {
    return this.sampled?.withGroups(batch, this.epochsBefore + epoch, this.pinned) ?? batch;
  }

  /** The images' groups while they are drawn anew. */
  private get sampled(): ImageGroups | null {
    return this.isConverged ? null : this.images;
  }

  /**
   * What follows from the groups drawn in an epoch: Ψ is estimated anew, and with the tree update
   * classes move. Ω and the images' groups stay as they were drawn.
   */
  async finishEpoch(epoch: number): Promise<EpochOutcome> {
    const images = this.sampled;
    if (images === null) return { strayShare: null, moves: [] };
    images.take(await this.trainer.takeSampledGroups(), this.levels);
    const strayShare = images.takeStrayShare();
    const moves = this.levels.flatMap((level, index) => {
      const before = level.assignment;
      this.estimate(level, images.counts(index, level.groupCount, this.classCount));
      const taken = this.method.adapt === 'tree' ? this.moveClasses(level) : [];
      if (taken.length > 0) this.trainer.setCounts(index, level.counts.values, this.ruleOf(level));
      if (taken.length > 0) this.tellGroups();
      return taken.map((move) => this.tellMove(epoch, index, move, before));
    });
    if (this.convergence.endsWith(moves.length)) {
      moves.push({ type: 'adaptation-ended', epoch, quietEpochs: this.convergence.quietEpochs });
    }
    return { strayShare, moves };
  }

  /** Applies what people did to the run, after `step` steps of an epoch; yields what it changed. */
  async *intervene(
    interventions: readonly Intervention[],
    epoch: number,
    step: number,
  ): AsyncGenerator<RunEventBody> {
    for (const intervention of interventions) {
      if (!(intervention.class >= 0 && intervention.class < this.classCount)) continue;
      const body =
        intervention.kind === 'pin' ? await this.pin(intervention) : await this.undo(intervention);
      if (body !== null) yield { ...body, epoch, step };
    }
  }

  private estimate(level: Level, counts: GroupCounts): void {
    level.counts = counts;
    level.assignment = counts.assignment(this.beta);
  }

  /** Puts each class that is not pinned into its best group. */
  private moveClasses(level: Level): TreeMove[] {
    const { counts, assignment, groupOf } = level;
    const best = bestGroups(counts, assignment, this.method.moveBy, groupOf);
    const moves = movesOf(groupOf, best, this.pinned);
    for (const move of moves) groupOf[move.class] = move.to;
    return moves;
  }

  private tellMove(
    epoch: number,
    index: number,
    move: TreeMove,
    before: Float64Array,
  ): RunEventBody {
    const taken = { level: index, class: move.class, from: move.from, to: move.to };
    this.moves.push(taken);
    const { assignment } = this.levels[index];
    const at = (values: Float64Array, group: number) =>
      roundNumber(values[group * this.classCount + move.class], 8);
    return {
      type: 'class-moved',
      epoch,
      ...taken,
      before: at(before, move.to),
      after: at(assignment, move.to),
      fromBefore: at(before, move.from),
      fromAfter: at(assignment, move.from),
    };
  }

  private async pin({ class: index, pinned }: Extract<Intervention, { kind: 'pin' }>) {
    if (this.pinned.has(index) === pinned) return null;
    if (pinned) await this.hold(index);
    else this.pinned.delete(index);
    return { type: 'class-pinned' as const, class: index, pinned };
  }

  /** An undo applies only to the move that put the class where it still is. */
  private async undo(undo: Extract<Intervention, { kind: 'undo' }>) {
    const { level: index, class: moved, from, to } = undo;
    const level = this.levels.at(index);
    const move = this.moves.findLast((one) => one.level === index && one.class === moved);
    if (level === undefined || move === undefined) return null;
    if (move.from !== from || move.to !== to || level.groupOf[moved] !== to) return null;
    level.groupOf[moved] = from;
    this.convergence.notice();
    this.tellGroups();
    await this.hold(moved);
    return { type: 'move-undone' as const, level: index, class: moved, from: to, to: from };
  }

  /**
   * Pins a class where the tree has it, with all its images: so Ω, Ψ and the tree say the same of
   * it. What was drawn in this epoch so far is read back first; the device alone has it.
   */
  private async hold(index: number): Promise<void> {
    this.pinned.add(index);
    const { images } = this;
    if (images === null) return;
    const isDrawn = this.sampled !== null;
    if (isDrawn) images.take(await this.trainer.takeSampledGroups(), this.levels);
    images.gather(index, this.levels);
    this.levels.forEach((level, at) => {
      const counts = images.counts(at, level.groupCount, this.classCount);
      // Ψ is told as it was at the last epoch's end; there will be no other once it is not drawn.
      if (!isDrawn) this.estimate(level, counts);
      this.trainer.setCounts(at, counts.values, this.ruleOf(level));
    });
  }

  /** Gives the trainer the classes' groups where the auxiliary loss or the path needs them. */
  private tellGroups(): void {
    const { auxiliaryWeight, head } = this.method;
    if (auxiliaryWeight === undefined && head !== 'path') return;
    this.above.forEach(({ groupOf }, level) => {
      this.trainer.setGroups(level, groupOf);
    });
  }

  /** Which entries of Ψ stay in the mixture. */
  private ruleOf({ groupOf }: Level): AssignmentRule {
    const { nonOverlapping, adapt } = this.method;
    if (!nonOverlapping) return { beta: this.beta, keep: 'all' };
    return { beta: this.beta, keep: adapt === 'tree' ? groupOf.slice() : 'largest' };
  }
}

/** What an epoch of adaptation came to. */
interface EpochOutcome {
  /** Share of the images drawn that are not in their class's group, a level; null without any. */
  readonly strayShare: number[] | null;
  /** Each class that moved, and whether adaptation ended. */
  readonly moves: RunEventBody[];
}

/** Moves from rows of level, class, from and to. */
function movesIn(rows: Int32Array): TakenMove[] {
  return Array.from({ length: rows.length / 4 }, (_, row) => {
    const [level, moved, from, to] = rows.subarray(row * 4, row * 4 + 4);
    return { level, class: moved, from, to };
  });
}

/** A level before adaptation: every image in its class's group. */
function startingLevel(
  { groupCount, groupOf }: LevelGroups,
  labels: Int32Array,
  classCount: number,
): Level {
  const ofImages = labels.map((label) => groupOf[label]);
  return {
    groupCount,
    groupOf: groupOf.slice(),
    counts: GroupCounts.of(ofImages, labels, groupCount, classCount),
    assignment: initialAssignment({ groupCount, groupOf }, classCount),
  };
}

/** The classes as groups of one class each, whose Ψ is that of the confusions. */
function classLevel({ counts, assignment }: Confusions): Level {
  const { classCount } = counts;
  const groupOf = Int32Array.from({ length: classCount }, (_, index) => index);
  return { groupCount: classCount, groupOf, counts, assignment };
}

/** The levels of a hierarchy before adaptation as a log tells them. */
export function startingStates(
  levels: readonly LevelGroups[],
  labels: Int32Array,
  classCount: number,
): LevelState[] {
  return levels.map((level) => stateOf(startingLevel(level, labels, classCount)));
}

function stateOf({ groupOf, assignment, counts }: Level): LevelState {
  return {
    groupOf: [...groupOf],
    assignment: sparseAssignment(assignment, counts.values, counts.classCount),
  };
}
