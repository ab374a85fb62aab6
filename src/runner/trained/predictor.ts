/**
 * What the trained networks of a run say of images, one by one and together: the same trainers that
 * trained them, in inference mode.
 */
import { majorityBallots } from '../../algorithms/boosting/majorityBallots.ts';
import { voteOn } from '../../algorithms/complementary/vote.ts';
import { imageSize, type Pixels } from '../../data/dataset.ts';
import { gatherInto, type ImageSource } from '../../data/prepare/imageSource.ts';
import {
  type Engine,
  type Images,
  type JointTrainer,
  type LevelwiseTrainer,
  memberPrefix,
  plainObjective,
  type Trainer,
  type TrainerSnapshot,
} from '../../engine/engine.ts';
import { startingLevelWeights } from '../../methods/levelwise/levelWeights.ts';
import { castsBallots, levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import { tellMixture } from './tellMixture.ts';
import type { AskedNetwork, TrainedNetworks } from './trainedRun.ts';

/** What is said of some images. */
export interface Answers {
  readonly count: number;
  /** Of all networks together, count × N. */
  readonly ensemble: Float64Array;
  /** Of each network, count × N. */
  readonly members: readonly Float32Array[];
  /** Of each network z^l of each level's own softmax, count × N_l, the classes' last; null for a flat one. */
  readonly levels: readonly (readonly Float32Array[] | null)[];
  /** Weight of each network for each image, count × T; they sum to 1. */
  readonly weights: Float64Array;
}

interface Member {
  readonly network: AskedNetwork;
  readonly trainer: Pick<Trainer, 'predict' | 'features' | 'featureCount' | 'dispose'>;
  readonly mixture: LevelwiseTrainer | null;
}

/** Images that are asked about at once, at most: between two pieces a person can give up. */
const pieceSize = 256;

/** Whether a predictor is of this engine must be known to whoever keeps it: it dies with the engine. */
export class Predictor {
  private readonly members: readonly Member[];
  private readonly joint: JointTrainer | null;

  constructor(
    readonly trained: TrainedNetworks,
    engine: Engine,
  ) {
    this.joint = trained.areJoint ? createJoint(trained, engine) : null;
    this.members = trained.areJoint
      ? []
      : trained.networks.map((network) => createMember(trained, network, engine));
  }

  /** Length of the features of all networks together. */
  get featureCount(): number {
    if (this.joint !== null) return this.joint.featureCount;
    return this.members.reduce((sum, { trainer }) => sum + trainer.featureCount, 0);
  }

  /**
   * What the networks say of images of the run's shape, one after another.
   * @param pixels bytes, or features of vectors.
   * @throws EngineError where the device fails, and the signal's reason.
   */
  async predict(pixels: Pixels, signal?: AbortSignal): Promise<Answers> {
    return joined(
      await this.inPieces(pixels, signal, (values, count) => this.answer(values, count)),
      this.trained,
    );
  }

  /** Features of the last layer before the classifier, of each network: count × d_t. */
  async features(pixels: Pixels, signal?: AbortSignal): Promise<Float32Array[]> {
    const pieces = await this.inPieces(pixels, signal, (values) => this.featuresOf(values));
    return pieces[0].map((_, index) => concatenated(pieces.map((piece) => piece[index])));
  }

  /** The same of images as a network takes them. */
  async featuresOf(images: Images): Promise<Float32Array[]> {
    const trainers =
      this.joint === null ? this.members.map(({ trainer }) => trainer) : [this.joint];
    const features: Float32Array[] = [];
    for (const trainer of trainers) features.push(await trainer.features(images));
    return features;
  }

  dispose(): void {
    this.joint?.dispose();
    for (const { trainer } of this.members) trainer.dispose();
  }

  private async inPieces<Result>(
    pixels: Pixels,
    signal: AbortSignal | undefined,
    work: (values: Float32Array, count: number) => Promise<Result>,
  ): Promise<Result[]> {
    const { shape, normaliser, window } = this.trained;
    const size = imageSize(shape);
    const total = pixels.length / size;
    const from: ImageSource = { pixels, shape, normaliser, window };
    const results: Result[] = [];
    for (let start = 0; start < total; start += pieceSize) {
      signal?.throwIfAborted();
      const count = Math.min(pieceSize, total - start);
      const values = new Float32Array(count * size);
      const indices = Int32Array.from({ length: count }, (_, at) => start + at);
      gatherInto(values, { from, indices, moves: null });
      results.push(await work(values, count));
    }
    return results;
  }

  private async answer(values: Float32Array, count: number): Promise<Answers> {
    if (this.joint !== null) return jointAnswer(this.joint, values, count);
    const members: Float32Array[] = [];
    const levels: (readonly Float32Array[] | null)[] = [];
    for (const { trainer, mixture } of this.members) {
      if (mixture === null) {
        members.push(await trainer.predict(values));
        levels.push(null);
      } else {
        const outputs = await mixture.predictLevels(values);
        members.push(outputs.classes);
        levels.push(outputs.levels);
      }
    }
    return this.voted(members, levels, count);
  }

  private voted(
    members: readonly Float32Array[],
    levels: Answers['levels'],
    count: number,
  ): Answers {
    const { state, networks } = this.trained;
    const classCount = state.dataset.classes.length;
    const isMajority = castsBallots(state.spec.method);
    const ballots = members.map((own, index) => ({
      probabilities: isMajority ? majorityBallots(own, classCount) : own,
      weight: networks[index].voteWeight,
    }));
    const ensemble = new Float64Array(count * classCount);
    voteOn(ballots, 0, ensemble, classCount);
    const total = networks.reduce((sum, { voteWeight }) => sum + voteWeight, 0);
    const weights = new Float64Array(count * networks.length);
    weights.forEach((_, at) => {
      const { voteWeight } = networks[at % networks.length];
      weights[at] = total > 0 ? voteWeight / total : 1 / networks.length;
    });
    return { count, ensemble, members, levels, weights };
  }
}

async function jointAnswer(
  trainer: JointTrainer,
  values: Float32Array,
  count: number,
): Promise<Answers> {
  const { joint, members, weights } = await trainer.predictMembers(values);
  return {
    count,
    ensemble: Float64Array.from(joint),
    members,
    levels: members.map(() => null),
    weights: Float64Array.from(weights),
  };
}

const commonOptions = ({ state, shape }: TrainedNetworks) => ({
  shape,
  classCount: state.dataset.classes.length,
  training: state.spec.training,
  seed: state.spec.seed,
});

function createMember(trained: TrainedNetworks, network: AskedNetwork, engine: Engine): Member {
  const { round, file, levelwise } = network;
  const options = { ...commonOptions(trained), network: file.network, round };
  const method = levelwisePartOf(trained.state.spec.method)?.settings ?? null;
  if (levelwise === null || method === null) {
    const trainer = engine.createTrainer({ ...options, objective: plainObjective });
    trainer.loadMatching({ tensors: file.tensors }, { classifier: true });
    return { network, trainer, mixture: null };
  }
  const groupCounts = levelwise.built.levels.map(({ groupCount }) => groupCount);
  const mixture = engine.createLevelwiseTrainer({
    ...options,
    groupCounts,
    classifierDecay: 0,
    levelWeights: startingLevelWeights(method, groupCounts.length + 1),
    learned: null,
    drawnClasses: method.hierarchy.from === 'confusion' && method.adapt !== 'none',
    auxiliaryWeight: method.auxiliaryWeight ?? 0,
    path: method.head === 'path',
  });
  mixture.loadMatching({ tensors: file.tensors }, { classifier: true });
  tellMixture(mixture, method, levelwise, options.classCount);
  return { network, trainer: mixture, mixture };
}

function createJoint(trained: TrainedNetworks, engine: Engine): JointTrainer {
  const { networks } = trained;
  const trainer = engine.createJointTrainer({
    ...commonOptions(trained),
    objective: plainObjective,
    networks: networks.map(({ file }) => file.network),
  });
  const tensors = networks.flatMap(({ file, round }) =>
    Object.entries(file.tensors).map(([name, tensor]) => [memberPrefix(round) + name, tensor]),
  );
  const snapshot: TrainerSnapshot = { tensors: Object.fromEntries(tensors) };
  trainer.loadMatching(snapshot, { classifier: true });
  return trainer;
}

/** The answers of pieces as one. */
function joined(pieces: readonly Answers[], { networks }: TrainedNetworks): Answers {
  const [first] = pieces;
  if (pieces.length === 1) return first;
  const levelCountOf = (network: number) => first?.levels[network]?.length ?? null;
  return {
    count: pieces.reduce((sum, { count }) => sum + count, 0),
    ensemble: concatenatedDoubles(pieces.map(({ ensemble }) => ensemble)),
    members: networks.map((_, index) => concatenated(pieces.map(({ members }) => members[index]))),
    levels: networks.map((_, index) => {
      const levels = levelCountOf(index);
      if (levels === null) return null;
      return Array.from({ length: levels }, (_each, level) =>
        concatenated(pieces.flatMap((piece) => piece.levels[index]?.[level] ?? [])),
      );
    }),
    weights: concatenatedDoubles(pieces.map(({ weights }) => weights)),
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function concatenatedDoubles(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
