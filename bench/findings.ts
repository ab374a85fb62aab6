/**
 * Takes tables that sweeps came to into the page of the papers: `npm run bench:findings`. It reads
 * every `bench/results/sweeps/<name>.json`, as `espalier sweep collect bench/sweeps/<name>.json <folders>
 * --json` prints it, and writes `src/spec/papers/findings.json`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, FindingCell } from '../src/spec/papers/finding.ts';

/** As `sweep collect --json` prints it, as far as it is asked. */
interface CollectedSweep {
  readonly name: string;
  readonly runs: number;
  readonly finished: number;
  readonly table: {
    readonly measures: readonly string[];
    readonly baseline: number;
    readonly tests: number;
    readonly rows: readonly {
      readonly name: string;
      readonly seeds: readonly number[];
      readonly cells: readonly {
        readonly mean: number | null;
        readonly interval: { readonly low: number; readonly high: number } | null;
        readonly difference: FindingCell['difference'];
      }[];
    }[];
  };
}

const collectedFolder = join(import.meta.dirname, 'results', 'sweeps');
const sweepsFolder = join(import.meta.dirname, 'sweeps');
const target = join(import.meta.dirname, '..', 'src', 'spec', 'papers', 'findings.json');

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Enough digits for what is shown, so that the file changes only where a table does. */
const short = (value: number) => Number(value.toFixed(6));

function findingOf(id: string): Finding {
  const { name, runs, finished, table } = read(
    join(collectedFolder, `${id}.json`),
  ) as CollectedSweep;
  const { measures, baseline, tests, rows } = table;
  return {
    id,
    name,
    runs,
    finished,
    sweep: read(join(sweepsFolder, `${id}.json`)),
    measures,
    baseline,
    tests,
    rows: rows.map((row) => ({
      name: row.name,
      seeds: row.seeds.length,
      cells: row.cells.map(({ mean, interval, difference }) => ({
        mean: mean === null ? null : short(mean),
        reach: interval === null ? null : short((interval.high - interval.low) / 2),
        difference: difference && {
          mean: short(difference.mean),
          low: short(difference.low),
          high: short(difference.high),
          holm: difference.holm === null ? null : short(difference.holm),
          verdict: difference.verdict,
        },
      })),
    })),
  };
}

const ids = readdirSync(collectedFolder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();
writeFileSync(target, `${JSON.stringify(ids.map(findingOf), null, 1)}\n`);
console.log(`${target}: ${ids.length} findings`);
