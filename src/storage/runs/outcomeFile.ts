/**
 * The file that a run's outcome is kept in, beside its log. It begins with the hash of the rest, so
 * that one that was cut off or damaged is never taken for whole: it is made anew from the log then.
 */
import { z } from 'zod';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import { ownMeasures } from '../../analysis/results/resultMeasures.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { hashBytes } from '../../lib/hash.ts';
import { readSpec } from '../../spec/readSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { splitNames } from '../../spec/units.ts';

/** Grows with the form. */
const outcomeVersion = 2;

const value = z.number().nullable();
const values = z.array(value);
const split = z.enum(splitNames);

const outcomeFields = z.strictObject({
  id: z.string(),
  espalier: z.string(),
  spec: z.unknown(),
  specHash: z.string(),
  datasetHash: z.string(),
  datasetName: z.string(),
  device: z.string(),
  digest: z.string().nullable(),
  seconds: z.number(),
  split,
  rankedOn: split.nullable(),
  measures: z.record(z.enum(ownMeasures), value),
  classes: z.array(z.string()),
  classErrors: values,
  rankedErrors: values,
  curve: z.strictObject({ rounds: z.array(z.number()), network: values, vote: values }),
  votes: z.array(z.record(z.string(), z.number())),
});

const outcomeSchema = z.strictObject({
  version: z.literal(outcomeVersion),
  /** Of the log that it was made of, in milliseconds since 1970. */
  updatedAt: z.number(),
  outcome: outcomeFields,
});

/** An outcome among others in a file, with the version of its form. */
const outcomeLine = outcomeSchema.pick({ version: true, outcome: true });

/** What a file of an outcome holds. */
export interface StoredOutcome {
  readonly outcome: RunOutcome;
  /** When the run was last written to as this was made. */
  readonly updatedAt: number;
}

const hashLength = 64;

export function writeOutcome(state: RunState): Uint8Array {
  const stored = {
    version: outcomeVersion,
    updatedAt: state.updatedAt,
    outcome: outcomeOfState(state),
  };
  const body = new TextEncoder().encode(JSON.stringify(stored));
  const file = new Uint8Array(hashLength + body.length);
  file.set(new TextEncoder().encode(hashBytes(body)));
  file.set(body, hashLength);
  return file;
}

/** Null for what is damaged, or of a form that another Espalier writes. */
export function readOutcome(file: Uint8Array): StoredOutcome | null {
  const body = file.subarray(hashLength);
  const decoder = new TextDecoder();
  if (decoder.decode(file.subarray(0, hashLength)) !== hashBytes(body)) return null;
  const { data } = outcomeSchema.safeParse(JSON.parse(decoder.decode(body)));
  const outcome = data && withSpec(data.outcome);
  return outcome ? { updatedAt: data.updatedAt, outcome } : null;
}

/** As it stands in a file of many; the counterpart of `outcomeFromJson`. */
export const outcomeToJson = (outcome: RunOutcome): unknown => ({
  version: outcomeVersion,
  outcome,
});

/** Null for what is no outcome, or of a form that another Espalier writes. */
export function outcomeFromJson(json: unknown): RunOutcome | null {
  const { data } = outcomeLine.safeParse(json);
  return data === undefined ? null : withSpec(data.outcome);
}

function withSpec(outcome: z.infer<typeof outcomeFields>): RunOutcome | null {
  const reading = readSpec(outcome.spec);
  return reading.ok ? { ...outcome, spec: reading.spec } : null;
}
