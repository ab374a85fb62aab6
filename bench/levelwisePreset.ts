/**
 * What keeps the tree of a preset counting, and what it costs:
 * `npm run bench:levelwise-preset -- [variant…] [--preset levelwise-tree] [--seeds 3]`. The preset's
 * network and data with several weights of the levels and of the auxiliary loss, and flat, all with
 * the same seeds. Every run's figures go to bench/results/<preset>-weights.json as soon as it is
 * done; runs that stand there already are not repeated.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairedDifference } from '../src/algorithms/metrics/meanInterval.ts';
import { PauseGate } from '../src/methods/runControl.ts';
import { dataOf } from '../src/node/namedData.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../src/spec/methods/levelwise/levelwiseSchema.ts';
import { presetOf } from '../src/spec/presets/presets.ts';
import { type RunState, reduceRun } from '../src/spec/run/runState.ts';

const option = (name: string, usual: string) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? usual : process.argv[at + 1];
};
const presetId = option('--preset', 'levelwise-tree');

type Weights = Pick<LevelwiseSpec, 'levelWeights' | 'levelWeightMinimum' | 'auxiliaryWeight'>;

/** How θ is found, at least how much each level has, and w of the auxiliary loss; null for no tree. */
const variants: Readonly<Record<string, Weights | null>> = {
  flat: null,
  'learned, at least 0.1': { levelWeights: 'learned', levelWeightMinimum: 0.1 },
  'learned, at least 0.2': { levelWeights: 'learned', levelWeightMinimum: 0.2 },
  'learned, at least 0.2; w 0.1': {
    levelWeights: 'learned',
    levelWeightMinimum: 0.2,
    auxiliaryWeight: 0.1,
  },
  'learned, at least 0.2; w 0.3': {
    levelWeights: 'learned',
    levelWeightMinimum: 0.2,
    auxiliaryWeight: 0.3,
  },
};

function specOf(variant: string, seed: number): ExperimentSpec {
  const preset = presetOf(presetId)?.spec;
  if (preset?.method.kind !== 'levelwise') throw new Error(`${presetId} is no level-wise preset`);
  const weights = variants[variant];
  const { auxiliaryWeight: _own, ...method } = preset.method;
  return {
    ...preset,
    name: `bench, ${variant}`,
    seed,
    method: weights === null ? { kind: 'single' } : { ...method, ...weights },
    device: 'wasm',
  };
}

/** What is kept of one run; errors in percent. */
interface Row {
  readonly variant: string;
  readonly seed: number;
  readonly top1: number;
  readonly top5: number;
  /** θ and mean r_l after the last epoch, the classes' last. */
  readonly levelWeights: readonly number[];
  readonly levelShares: readonly number[];
  /** Accuracy of each level's own softmax on test images, before adaptation and at the end. */
  readonly levelAccuracyBefore: readonly number[];
  readonly levelAccuracy: readonly number[];
  /** Share of images drawn outside their class's group in the first epoch of adaptation, a level. */
  readonly firstStrays: readonly number[];
  readonly moves: number;
  /** Adjusted Rand index of the finest groups with the coarse labels; null without labels. */
  readonly agreementBefore: number | null;
  readonly agreementAfter: number | null;
  readonly digest: string;
}

const rounded = (values: readonly number[] = []) => values.map((value) => Number(value.toFixed(4)));

async function measure(variant: string, seed: number): Promise<Row> {
  const spec = specOf(variant, seed);
  const dataset = await dataOf(spec, []);
  const engine = await createNodeEngine('wasm');
  let state: RunState | null = null;
  const request = { runId: 'bench', spec, dataset, engine, gate: new PauseGate() };
  for await (const event of runExperiment({ ...request, signal: new AbortController().signal })) {
    state = reduceRun(state, event);
  }
  engine.dispose();
  if (state?.phase !== 'finished' || !state.end) throw new Error(`${variant}: ${state?.phase}`);
  const epochs = state.levelwise?.epochs ?? [];
  const last = epochs.at(-1);
  const errors = state.rounds[0].outcome?.topErrors.test ?? {};
  const percent = (error: number) => Number((100 * error).toFixed(2));
  return {
    variant,
    seed,
    top1: percent(errors['1']),
    top5: percent(errors['5']),
    levelWeights: rounded(last?.levelWeights),
    levelShares: rounded(last?.levelShares),
    levelAccuracyBefore: rounded(
      epochs.findLast(({ isAdapting }) => !isAdapting)?.levelAccuracy.test,
    ),
    levelAccuracy: rounded(last?.levelAccuracy.test),
    firstStrays: rounded(epochs.find(({ isAdapting }) => isAdapting)?.strayShare ?? []),
    moves: state.levelwise?.moves.length ?? 0,
    agreementBefore: epochs[0]?.coarseAgreement?.at(-1) ?? null,
    agreementAfter: last?.coarseAgreement?.at(-1) ?? null,
    digest: state.end.digest,
  };
}

/** Top-1 error of each variant, and its difference to flat of the same seeds. */
function summaryOf(rows: readonly Row[]) {
  const flat = new Map(
    rows.filter(({ variant }) => variant === 'flat').map(({ seed, top1 }) => [seed, top1]),
  );
  return Object.keys(variants).flatMap((variant) => {
    const own = rows.filter((row) => row.variant === variant);
    if (own.length === 0) return [];
    const paired = own.filter(({ seed }) => flat.has(seed));
    const mean = own.reduce((sum, { top1 }) => sum + top1, 0) / own.length;
    const top1MinusFlat =
      variant === 'flat' || paired.length < 2
        ? null
        : pairedDifference(
            paired.map(({ top1 }) => top1),
            paired.map(({ seed }) => flat.get(seed) ?? 0),
          );
    return [{ variant, seeds: own.length, top1: Number(mean.toFixed(2)), top1MinusFlat }];
  });
}

const resultsFolder = join(import.meta.dirname, 'results');
const file = join(resultsFolder, `${presetId}-weights.json`);
const rows: Row[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).runs : [];
const seeds = Number(option('--seeds', '3'));
const asked = Object.keys(variants).filter((variant) => process.argv.includes(variant));
mkdirSync(resultsFolder, { recursive: true });
for (let seed = 1; seed <= seeds; seed++) {
  for (const variant of asked.length > 0 ? asked : Object.keys(variants)) {
    if (rows.some((row) => row.variant === variant && row.seed === seed)) continue;
    const row = await measure(variant, seed);
    rows.push(row);
    console.log(JSON.stringify(row));
    writeFileSync(file, `${JSON.stringify({ summary: summaryOf(rows), runs: rows }, null, 1)}\n`);
  }
}
console.table(summaryOf(rows));
