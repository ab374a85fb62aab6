/** What `sweep collect` is asked for, from the words of the command line. */
import { type SeedTest, seedTests } from '../../analysis/results/pairedBySeed.ts';
import { type ResultMeasure, resultMeasures } from '../../analysis/results/resultMeasures.ts';
import { UsageError } from '../../node/usageError.ts';
import type { CollectForm } from './collectForms.ts';
import type { CollectOptions } from './sweepCollect.ts';

/** For `parseArgs`. */
export const collectFlagTypes = {
  csv: { type: 'boolean' },
  markdown: { type: 'boolean' },
  latex: { type: 'boolean' },
  baseline: { type: 'string' },
  measures: { type: 'string' },
  test: { type: 'string' },
  'of-version': { type: 'string' },
} as const;

interface CollectFlags {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  readonly latex?: boolean | undefined;
  readonly baseline?: string | undefined;
  readonly measures?: string | undefined;
  readonly test?: string | undefined;
  readonly 'of-version'?: string | undefined;
}

/** @throws UsageError for a value that is none, and for two forms at once. */
export function collectOptions(folders: readonly string[], flags: CollectFlags): CollectOptions {
  return {
    folders,
    form: formOf(flags),
    baseline: flags.baseline ?? null,
    measures: measuresOf(flags.measures),
    test: testOf(flags.test),
    version: flags['of-version'] ?? null,
  };
}

function formOf(flags: CollectFlags): CollectForm {
  const asked = (['json', 'csv', 'markdown', 'latex'] as const).filter((form) => flags[form]);
  if (asked.length > 1) {
    throw new UsageError(`${asked.map((form) => `--${form}`).join(' and ')}: choose one of them`);
  }
  return asked[0] ?? 'text';
}

function measuresOf(text: string | undefined): readonly ResultMeasure[] | null {
  if (text === undefined) return null;
  return text.split(',').map((name) => {
    const known = resultMeasures.find((measure) => measure === name.trim());
    if (known !== undefined) return known;
    throw new UsageError(`--measures ${text}: must be some of ${resultMeasures.join(',')}`);
  });
}

function testOf(text: string | undefined): SeedTest {
  const known = seedTests.find((test) => test === (text ?? 't'));
  if (known !== undefined) return known;
  throw new UsageError(`--test ${text}: must be ${seedTests.join(' or ')}`);
}
