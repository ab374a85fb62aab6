/** `sweep <what> <sweep.json>`: what is to be done with many runs. */

import { availableParallelism } from 'node:os';
import { UsageError } from '../../node/usageError.ts';
import { choicesOf } from '../choiceOptions.ts';
import type { OptionValues } from '../commandOptions.ts';
import type { ExitCode } from '../exitCodes.ts';
import type { Interruption } from '../interruption.ts';
import { sharedRunOptions, threadsOf } from '../runArguments.ts';
import { deviceOf } from '../runCommand.ts';
import { usage } from '../usage.ts';
import { sharedArguments } from './childRun.ts';
import { checkAgainstData, type DataReading } from './dataCheck.ts';
import { dataPlaces } from './dataPlaces.ts';
import { openSweep, type SweepInput } from './sweepInput.ts';
import { sweepPlan } from './sweepPlan.ts';
import { sweepRun } from './sweepRun.ts';

/** @throws UsageError for what there is none of; whatever the command throws. */
export async function sweepCommand(
  [action, path, ...more]: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  switch (action) {
    case 'plan': {
      const input = await openSweep(path);
      const reading = dataReading(input, more, values);
      return sweepPlan(input, {
        reading,
        cores: availableParallelism(),
        asJson: values.json ?? false,
      });
    }
    case 'run':
      return run(await openSweep(path), more, values, interruption);
    default: {
      const what = action === undefined ? 'sweep needs' : `There is no sweep ${action}; it takes`;
      throw new UsageError(`${what} plan or run, and a sweep.\n\n${usage}`);
    }
  }
}

function run(
  input: SweepInput,
  more: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  if (values.out === undefined) {
    throw new UsageError(`sweep run needs --out <the folder of all runs>.\n\n${usage}`);
  }
  const reading = dataReading(input, more, values);
  const { device } = sharedRunOptions(values);
  const isThreaded = input.runs.every(({ spec }) => (device ?? deviceOf(spec)) === 'wasm');
  // Taken as it is given: whether this machine has so many is known here already.
  const threads = isThreaded ? threadsOf(values.threads ?? '1') : 'auto';
  const atOnce = threads === 'auto' ? 1 : Math.max(1, Math.floor(availableParallelism() / threads));
  return sweepRun(
    input,
    {
      results: values.out,
      atOnce: atOnceOf(values['at-once']) ?? atOnce,
      shared: sharedArguments(
        { ...values, data: [...(values.data ?? []), ...more] },
        values.threads,
      ),
      check: (left) => checkAgainstData(left, reading),
    },
    interruption,
  );
}

function dataReading(
  { runs }: SweepInput,
  more: readonly string[],
  values: OptionValues,
): DataReading {
  const data = [...(values.data ?? []), ...more];
  const places = dataPlaces(runs, data, values['data-for'] ?? []);
  return { places, choices: choicesOf(values), held: sharedRunOptions(values).held };
}

/** @throws UsageError for what is no number of runs. */
function atOnceOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--at-once ${text}: must be a whole number of runs, 1 or more`);
}
