/** `sweep <what> <sweep.json>`: what is to be done with many runs. */

import { availableParallelism } from 'node:os';
import { UsageError } from '../../node/usageError.ts';
import { isWebAssembly } from '../../spec/sections/device.ts';
import { choicesOf } from '../choiceOptions.ts';
import { deviceOf } from '../cliDevice.ts';
import type { OptionValues } from '../commandOptions.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { Interruption } from '../interruption.ts';
import { filesBeside, sharedRunOptions, threadsOf } from '../runArguments.ts';
import { usage } from '../usage.ts';
import { refuseForeignFlags, sweepAction } from './actionFlags.ts';
import { collectOptions } from './collectFlags.ts';
import { checkAgainstData, type DataReading } from './dataCheck.ts';
import { dataPlaces } from './dataPlaces.ts';
import { doneElsewhere } from './doneElsewhere.ts';
import { refuseOtherDevices } from './otherDevices.ts';
import { serveRuns } from './serveRuns.ts';
import { sharedArguments } from './sharedArguments.ts';
import { submitOptions, wholeNumber } from './submitFlags.ts';
import { sweepCollect } from './sweepCollect.ts';
import { sweepGather } from './sweepGather.ts';
import { openSweep, type SweepInput } from './sweepInput.ts';
import { sweepPlan } from './sweepPlan.ts';
import { sweepRun } from './sweepRun.ts';
import { sweepStatus } from './sweepStatus.ts';
import { sweepSubmit } from './sweepSubmit.ts';

/** @throws UsageError for what there is none of; whatever the command throws. */
export async function sweepCommand(
  [name, path, ...more]: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  const action = sweepAction(name);
  if (action !== null) refuseForeignFlags(action, values);
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
    case 'serve':
      return serveRuns(path === undefined ? more : [path, ...more], values, interruption);
    case 'status':
      return print(
        await sweepStatus(await openSweep(path), placesOf(more, values), values.json ?? false),
      );
    case 'gather':
      return gather(await openSweep(path), more, values);
    case 'collect':
      return sweepCollect(await openSweep(path), collectOptions(placesOf(more, values), values));
    case 'submit':
      return print(await submit(await openSweep(path), more, values));
    case null: {
      const what = name === undefined ? 'sweep needs' : `There is no sweep ${name}; it takes`;
      throw new UsageError(
        `${what} plan, run, status, gather, collect or submit, and a sweep.\n\n${usage}`,
      );
    }
  }
}

/** Folders of results, which `--out` may name as `sweep run` has it. @throws UsageError without any. */
function placesOf(more: readonly string[], { out }: OptionValues): readonly string[] {
  const folders = [...(out === undefined ? [] : [out]), ...more];
  if (folders.length > 0) return folders;
  throw new UsageError(`Give the folders in which the sweep’s results lie.\n\n${usage}`);
}

/** @throws UsageError without a file to write, or places to look in. */
function gather(
  input: SweepInput,
  places: readonly string[],
  { out }: OptionValues,
): Promise<ExitCode> {
  if (out !== undefined && places.length > 0) return sweepGather(input, places, out);
  throw new UsageError(
    `Give the folders in which the sweep’s results lie, and --out <results.jsonl>.\n\n${usage}`,
  );
}

function print(text: string): ExitCode {
  console.log(text);
  return exitCodes.done;
}

async function run(
  input: SweepInput,
  more: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  const results = resultsOf(values);
  const reading = dataReading(input, more, values);
  const { device } = sharedRunOptions(values);
  refuseOtherDevices(input.runs, device);
  const isThreaded = input.runs.every(({ spec }) => isWebAssembly(device ?? deviceOf(spec)));
  const threads = isThreaded ? threadsOf(values.threads ?? '1') : 'auto';
  const atOnce = threads === 'auto' ? 1 : Math.max(1, Math.floor(availableParallelism() / threads));
  return sweepRun(
    input,
    {
      results,
      done: await doneElsewhere(input.runs, values.done ?? []),
      doneFiles: values.done ?? [],
      atOnce: wholeNumber('at-once', values['at-once']) ?? atOnce,
      shared: sharedArguments(withData(values, more), values.threads),
      check: (left) => checkAgainstData(left, reading),
    },
    interruption,
  );
}

function submit(input: SweepInput, more: readonly string[], values: OptionValues): Promise<string> {
  const options = submitOptions(values);
  refuseOtherDevices(input.runs, sharedRunOptions(values).device);
  const reading = dataReading(input, more, values);
  return sweepSubmit(input, {
    ...options,
    results: resultsOf(values),
    atOnce: wholeNumber('at-once', values['at-once']),
    shared: sharedArguments(withData(values, more), threadsElsewhere(values.threads)),
    check: () => checkAgainstData(input.runs, reading),
  });
}

/** Threads that other machines have, which this one need not have. @throws UsageError */
function threadsElsewhere(text: string | undefined): string | undefined {
  return text === 'auto' ? text : wholeNumber('threads', text)?.toString();
}

/** `--data a b c` reads as one option and two positionals: all of them are data. */
const withData = (values: OptionValues, more: readonly string[]): OptionValues => ({
  ...values,
  data: [...(values.data ?? []), ...more],
});

/** @throws UsageError where the folder of all runs is not told. */
function resultsOf({ out }: OptionValues): string {
  if (out !== undefined) return out;
  throw new UsageError(`It needs --out <the folder of all runs>.\n\n${usage}`);
}

function dataReading(
  { runs }: SweepInput,
  more: readonly string[],
  values: OptionValues,
): DataReading {
  const data = withData(values, more).data ?? [];
  const places = dataPlaces(runs, data, values['data-for'] ?? []);
  return {
    places,
    choices: choicesOf(values),
    held: sharedRunOptions(values).held,
    beside: filesBeside(values),
  };
}
