/** How a run of a sweep stands, by what its folder holds. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { quoted } from '../../data/limits.ts';
import { readSpec } from '../../spec/readSpec.ts';
import { hashesAskedFor, type PlannedRun } from '../../spec/sweeps/plannedRuns.ts';

/**
 * - `finished`: its result is there, whole
 * - `failed`, `stopped`: it ended so, and can be gone on with
 * - `begun`: there is a log and no result: it goes on, or was cut off
 * - `other`: the folder holds another experiment, or what cannot be read
 */
export type PlannedStanding =
  | { readonly at: 'finished'; readonly seconds: number }
  | { readonly at: 'failed' | 'stopped' | 'begun' | 'not begun' }
  | { readonly at: 'other'; readonly found: string };

const resultSchema = z.object({
  spec: z.unknown(),
  phase: z.string(),
  seconds: z.number().catch(0),
  digest: z.string().nullable(),
});

/** What a run's folder says of it. */
export async function plannedStanding(folder: string, run: PlannedRun): Promise<PlannedStanding> {
  const text = await readFile(join(folder, 'result.json'), 'utf8').catch(() => null);
  if (text === null) {
    const hasLog = await exists(join(folder, 'events.jsonl'));
    return { at: hasLog ? 'begun' : 'not begun' };
  }
  const parsed = resultSchema.safeParse(parsedJson(text));
  if (!parsed.success) return { at: 'other', found: 'its result.json is not one of Espalier’s' };
  const { spec, phase, seconds, digest } = parsed.data;
  const reading = readSpec(spec);
  if (!reading.ok) return { at: 'other', found: 'its experiment cannot be read' };
  if (!hashesAskedFor(reading.spec).includes(run.hash)) {
    return { at: 'other', found: `it holds another experiment, ${quoted(reading.spec.name)}` };
  }
  if (phase === 'finished' && digest !== null) return { at: 'finished', seconds };
  return { at: phase === 'failed' ? 'failed' : 'stopped' };
}

/** Null for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether there is such a file. */
export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
