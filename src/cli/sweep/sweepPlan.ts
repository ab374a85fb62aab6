/** `sweep plan`: what a sweep comes to before any of it is run, with a short trial of each setting. */
import { formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import { createNodeEngine } from '../../node/nodeEngine.ts';
import { UsageError } from '../../node/usageError.ts';
import { estimateRun } from '../../runner/estimate.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { LinkTooLong } from '../../spec/link.ts';
import { encodeSweepLink } from '../../spec/sweeps/sweepLink.ts';
import { type SweepSpec, sweepHash } from '../../spec/sweeps/sweepSpec.ts';
import { deviceOf } from '../cliDevice.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type DataReading, settingReading, settingsByData } from './dataCheck.ts';
import type { SweepInput } from './sweepInput.ts';

export interface PlanOptions {
  readonly reading: DataReading;
  readonly cores: number;
  readonly asJson: boolean;
}

/** A setting of the plan. */
interface SettingPlan {
  readonly key: string;
  readonly name: string;
  readonly runs: number;
  /** Seconds of one run on one thread; null where it could not be tried. */
  readonly seconds: number | null;
}

/** @throws UsageError, after all was told, where a setting does not suit its data. */
export async function sweepPlan(input: SweepInput, options: PlanOptions): Promise<ExitCode> {
  const trial = await tryOut(input, options.reading);
  const settings = settingPlans(input, trial.seconds);
  const facts = {
    name: input.sweep.name,
    sweepHash: sweepHash(input.sweep),
    runs: input.runs.length,
    seeds: input.sweep.seeds.length,
    settings,
    coreSeconds: sumOf(settings),
    untried: trial.untried,
    complaints: trial.complaints,
    link: await linkTo(input.sweep),
  };
  console.log(options.asJson ? JSON.stringify(facts, null, 2) : planText(facts, options.cores));
  if (trial.complaints.length === 0) return exitCodes.done;
  throw new UsageError(['These settings do not suit their data:', ...trial.complaints].join('\n'));
}

/** The part of a link that opens it in the page; null where it has no room in one. */
function linkTo(sweep: SweepSpec): Promise<string | null> {
  return encodeSweepLink(sweep).catch((error: unknown) => {
    if (error instanceof LinkTooLong) return null;
    throw error;
  });
}

interface Trial {
  readonly seconds: ReadonlyMap<string, number>;
  /** Why some were not tried: their data are not at hand; null where all were. */
  readonly untried: string | null;
  readonly complaints: readonly string[];
}

/** Trains a few steps of each setting on one thread, where its data are at hand. */
async function tryOut({ runs }: SweepInput, reading: DataReading): Promise<Trial> {
  const seconds = new Map<string, number>();
  const complaints: string[] = [];
  let untried: string | null = null;
  const visit = async () => {
    for await (const { runs: settings, dataset } of settingsByData(runs, reading)) {
      for (const run of settings) {
        const found = await settingReading(run, dataset, reading.beside);
        if (found.ok) seconds.set(run.setting.key, await secondsOf(found.spec, dataset));
        else complaints.push(found.complaint);
      }
    }
  };
  await visit().catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    untried = error.message;
  });
  return { seconds, untried, complaints };
}

async function secondsOf(
  spec: ExperimentSpec,
  dataset: Parameters<typeof estimateRun>[1],
): Promise<number> {
  const engine = await createNodeEngine(deviceOf(spec));
  try {
    return (await estimateRun(spec, dataset, engine)).seconds;
  } finally {
    engine.dispose();
  }
}

function settingPlans({ runs }: SweepInput, seconds: ReadonlyMap<string, number>): SettingPlan[] {
  const counts = new Map<string, SettingPlan>();
  for (const { setting } of runs) {
    const { key, name } = setting;
    const before = counts.get(key)?.runs ?? 0;
    counts.set(key, { key, name, runs: before + 1, seconds: seconds.get(key) ?? null });
  }
  return [...counts.values()];
}

/** Seconds of all runs; null where some are not known. */
function sumOf(settings: readonly SettingPlan[]): number | null {
  return settings.reduce<number | null>(
    (sum, { runs, seconds }) => (sum === null || seconds === null ? null : sum + runs * seconds),
    0,
  );
}

interface PlanFacts {
  readonly name: string;
  readonly runs: number;
  readonly seeds: number;
  readonly settings: readonly SettingPlan[];
  readonly coreSeconds: number | null;
  readonly untried: string | null;
}

function planText(facts: PlanFacts, cores: number): string {
  const { name, runs, seeds, settings, coreSeconds, untried } = facts;
  const width = Math.max(...settings.map((setting) => setting.name.length));
  return [
    `${name}: ${formatCounted(settings.length, 'setting')} × ${formatCounted(seeds, 'seed')} = ${formatCounted(runs, 'run')}`,
    ...settings.map((setting) =>
      setting.seconds === null
        ? `  ${setting.name}`
        : `  ${setting.name.padEnd(width)}  ${formatDuration(setting.seconds)} a run`,
    ),
    coreSeconds === null
      ? `How long they take is not known: ${untried ?? 'some settings do not suit their data'}`
      : `About ${formatDuration(coreSeconds)} on one core, ${formatDuration(coreSeconds / Math.min(cores, runs))} on the ${formatCounted(Math.min(cores, runs), 'core')} of this machine, by a trial of a few steps of each setting.`,
  ].join('\n');
}
