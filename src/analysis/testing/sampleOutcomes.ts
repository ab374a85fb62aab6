/** Outcomes of runs that never happened, for tests and for the gallery. The numbers mean nothing. */
import { createRandom } from '../../lib/random.ts';
import { type ExperimentSpec, specHash } from '../../spec/experimentSpec.ts';
import { roundsOf } from '../../spec/methods/methodFacts.ts';
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
