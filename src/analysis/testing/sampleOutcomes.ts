/** Outcomes of runs that never happened, for tests and for the gallery. The numbers mean nothing. */
import { createRandom } from '../../lib/random.ts';
import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import { roundsOf, startingMethod } from '../../spec/methods/methodFacts.ts';
import type { MethodKind } from '../../spec/methods/methods.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { RunOutcome } from '../results/runOutcome.ts';

const classes = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

/** A finished run of an experiment, but for what is changed. */
export function sampleOutcome(
  spec: Partial<ExperimentSpec> = {},
  change: Partial<RunOutcome> = {},
): RunOutcome {
  const experiment: ExperimentSpec = { ...defaultSpec, ...spec };
  const hash = specHash(experiment);
  const random = createRandom(experiment.seed, hash);
  const wobble = () => 0.006 * random.normal();
  const classErrors = classes.map((_, index) => share(0.05 + 0.006 * index + 2 * wobble()));
  const top1 = classErrors.reduce((sum, error) => sum + error, 0) / classes.length;
  const rounds = Array.from(
    { length: roundsOf(experiment.method) * experiment.training.epochs },
    (_, epoch) => 1 + Math.floor(epoch / experiment.training.epochs),
  );
  const network = rounds.map((_, epoch) => share(top1 + 0.4 / (1 + epoch) + wobble()));
  const isRoundsEnd = (epoch: number) => rounds[epoch + 1] !== rounds[epoch];
  const vote = network.map((error, epoch) =>
    rounds[epoch] === 1 || isRoundsEnd(epoch) ? error : null,
  );
  return {
    id: `run-${hash.slice(0, 12)}`,
    espalier: '0.1.0',
    spec: experiment,
    specHash: hash,
    datasetHash: 'aa'.repeat(32),
    datasetName: 'Glyphs',
    device: 'webgpu',
    digest: hash,
    seconds: 12,
    split: 'test',
    rankedOn: 'validation',
    measures: {
      top1,
      top5: share(top1 / 4 + wobble()),
      hardestFifth: share(0.62 + wobble()),
      easierHalf: share(0.86 + wobble()),
      worstClass: share(0.15 + 2 * wobble()),
      harmonicMean: share(0.7 + wobble()),
      ece: share(0.03 + wobble() / 2),
      severity: null,
    },
    classes,
    classErrors,
    rankedErrors: classErrors.map((error) => share(error + wobble())),
    curve: {
      rounds,
      network,
      vote,
    },
    votes: network
      .filter((_, epoch) => isRoundsEnd(epoch))
      .map((error) => ({ 1: error, 2: error / 2, 5: error / 4, 10: error / 8 })),
    ...change,
  };
}

const share = (value: number) => Math.min(1, Math.max(0, value));

/** How a made-up setting differs from plain averaging: in points of each measure. */
interface Effect {
  readonly method: ExperimentSpec['method'];
  readonly top1: number;
  readonly hard: number;
  readonly easy: number;
}

const around = { rounds: 4, classCount: classes.length, epochs: 10 };

function effects(): Effect[] {
  const of = (kind: MethodKind, change: object = {}) =>
    ({ ...startingMethod(kind, around), ...change }) as ExperimentSpec['method'];
  const dose = (update: string, scale: number) =>
    [0.3, 0.5, 0.7, 0.9].map((mu) => ({
      method: of('complementary', { mu, update }),
      top1: 0.3 * (scale - 1),
      hard: 1 + 2.5 * mu * scale,
      easy: -0.2 - 1.6 * mu * scale * scale,
    }));
  return [
    { method: of('averaging'), top1: 0, hard: 0, easy: 0 },
    { method: of('single'), top1: 4.3, hard: -5.3, easy: -3.6 },
    ...dose('printed', 1),
    ...dose('released', 1.4),
    { method: of('joint-mixture'), top1: 1.5, hard: -2.1, easy: -1.3 },
    { method: of('worst-class-boosting'), top1: 1.1, hard: 2.8, easy: -3 },
    { method: of('snapshot'), top1: 1.7, hard: -2.6, easy: -1 },
  ];
}

/** Runs of up to thirteen settings over so many seeds, shaped like an afternoon's comparison. */
export function sampleComparison(seeds: number, settings = 13): RunOutcome[] {
  return effects()
    .slice(0, settings)
    .flatMap(({ method, top1, hard, easy }) =>
      Array.from({ length: seeds }, (_, index) => {
        const seed = index + 1;
        const outcome = sampleOutcome({ method, seed });
        // Runs of one seed share its luck, as those that are paired do.
        const luck = 0.008 * createRandom(seed, 'luck').normal();
        const own = createRandom(seed, outcome.specHash);
        const moved = (base: number, points: number) =>
          share(base + points / 100 + luck + 0.003 * own.normal());
        const ends = { hardestFifth: moved(0.432, hard), easierHalf: moved(0.863, easy) };
        const error = moved(0.281, top1);
        const worstClass = moved(0.146, hard);
        return {
          ...outcome,
          measures: { ...outcome.measures, ...ends, top1: error, worstClass },
          classErrors: outcome.classErrors.map((each, place) =>
            each === null ? null : share(each - (place > 40 ? hard : easy) / 100),
          ),
        };
      }),
    );
}
