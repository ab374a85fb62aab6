/** Which flags each command about sweeps takes: one that changed nothing would be believed to. */
import { UsageError } from '../../node/usageError.ts';
import { choiceFlagTypes } from '../choiceOptions.ts';
import type { OptionValues } from '../commandOptions.ts';
import { collectFlagTypes } from './collectFlags.ts';
import { submitFlagTypes } from './submitFlags.ts';

type Flag = keyof OptionValues;

const flagsOf = (types: object) => Object.keys(types) as Flag[];

/** What data and the files beside them are, and how they are read. */
const ofData: readonly Flag[] = [
  'data',
  'data-for',
  'memory',
  'network',
  'initial',
  'hierarchy',
  ...flagsOf(choiceFlagTypes).filter((flag) => flag !== 'pixels'),
];
const ofTraining: readonly Flag[] = ['device', 'threads', 'save-predictions', 'save-network'];

const actionFlags = {
  plan: ['json', ...ofData],
  run: ['out', 'at-once', 'done', ...ofTraining, ...ofData],
  serve: ['results', ...ofTraining, ...ofData],
  status: ['out', 'json'],
  gather: ['out'],
  collect: ['out', 'json', ...flagsOf(collectFlagTypes)],
  submit: ['out', 'at-once', ...flagsOf(submitFlagTypes), ...ofTraining, ...ofData],
} as const satisfies Record<string, readonly Flag[]>;

export type SweepAction = keyof typeof actionFlags;

const ofFeatures =
  'a sweep takes no model; compute the features by a run of one experiment (run --features), and name them in the sweep’s base (dataset.features)';

/** What is said of flags that are asked for in vain, beyond which there are. */
const remedies: { readonly [Name in Flag]?: string } = {
  resume: 'what was begun is gone on with by itself',
  force: 'finished runs stay; to do one again, remove its folder',
  set: 'experiments stand in the sweep; change its base or an axis',
  expect: 'each run comes to a digest of its own; collect tells where two differ',
  'start-as': 'how a network is started from stands in the sweep’s base (start.as)',
  features: ofFeatures,
  pixels: ofFeatures,
  index: 'one run by its place is: run <sweep.json> --index <number>',
  results: 'the folder of all runs is --out',
};

/** @throws UsageError for flags that the command does not take. */
export function refuseForeignFlags(action: SweepAction, values: OptionValues): void {
  const known: readonly Flag[] = actionFlags[action];
  for (const flag of Object.keys(values) as Flag[]) {
    if (known.includes(flag) || values[flag] === undefined) continue;
    const why = remedies[flag] ?? `it takes ${known.map((name) => `--${name}`).join(', ')}`;
    throw new UsageError(`--${flag} does not go with sweep ${action}: ${why}`);
  }
}

/** The command of that name; null where there is none. */
export const sweepAction = (name: string | undefined): SweepAction | null =>
  name !== undefined && Object.hasOwn(actionFlags, name) ? (name as SweepAction) : null;
