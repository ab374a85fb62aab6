/**
 * What many runs came to in one file, a line each (`results.jsonl`, packed where its name ends in
 * `.gz`): all that tables are made of, so that a sweep can be gone on with elsewhere, and its results
 * kept, without the folders of its runs.
 */
import { readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { UsageError } from '../../node/usageError.ts';
import { writeWhole } from '../../node/wholeFile.ts';
import { outcomeFromJson, outcomeToJson } from '../../storage/runs/outcomeFile.ts';

/** Of a file from outside: what a packed one may grow to. */
const mostBytes = 1 << 30;

const isPacked = (path: string) => path.endsWith('.gz');

/** Whether a place that results are looked for in is such a file by its name, not a folder. */
export const isResultsFile = (path: string): boolean => /\.jsonl(\.gz)?$/.test(path);

/** In the order in which they are to stand; what was there before stays until all is written. */
export async function writeResultsFile(
  path: string,
  outcomes: readonly RunOutcome[],
): Promise<void> {
  const lines = outcomes.map((outcome) => `${JSON.stringify(outcomeToJson(outcome))}\n`);
  const bytes = new TextEncoder().encode(lines.join(''));
  await writeWhole(path, isPacked(path) ? gzipSync(bytes, { level: 9 }) : bytes);
}

/** A line of a file. */
export interface ResultLine {
  /** For people: `results.jsonl, line 3`. */
  readonly place: string;
  /** Null for a damaged line, or one of another version. */
  readonly outcome: RunOutcome | null;
}

/** Every line of the file. @throws UsageError for one that cannot be read. */
export async function readResultsFile(path: string): Promise<ResultLine[]> {
  const text = await textOf(path).catch((error: Error) => {
    throw new UsageError(
      `${path}: it could not be read (${error.message}). Give a file that sweep gather wrote, or a folder of results`,
    );
  });
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    return [{ place: `${path}, line ${at + 1}`, outcome: outcomeOfLine(line) }];
  });
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  const plain = isPacked(path) ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes;
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

function outcomeOfLine(line: string): RunOutcome | null {
  try {
    return outcomeFromJson(JSON.parse(line));
  } catch {
    return null;
  }
}
