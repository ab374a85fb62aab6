/** The outcome of a run from its `result.json`, which may come from anywhere. */
import { z } from 'zod';
import { describeIssues, readSpec } from '../../spec/readSpec.ts';
import {
  accuracyBySplit,
  count,
  hash,
  label,
  meanShare,
  nonnegative,
  ordinalNumber,
  seconds,
  share,
  split,
  topErrorsBySplit,
} from '../../spec/run/events/eventFields.ts';
import { longestClassName } from '../../spec/units.ts';
import { shownSplit } from '../run/runFacts.ts';
import { type MeasuredParts, outcomeOfRounds, type RoundParts } from './outcomeParts.ts';
import type { RunOutcome } from './runOutcome.ts';

/** A result that was read, or why it was not, for people. */
export type OutcomeReading =
  | { readonly ok: true; readonly outcome: RunOutcome }
  | { readonly ok: false; readonly message: string };

const measures = z.object({
  rankedOn: split,
  hardestFifth: share.nullable(),
  easierHalf: share.nullable(),
  worstClass: share.nullable(),
  harmonicMeanRecall: share.nullable(),
  calibration: z.object({ ece: meanShare.nullable() }),
  severity: nonnegative.nullable(),
}) satisfies z.ZodType<MeasuredParts>;

/** What is asked of a result; results tell more, which is passed over. */
const resultSchema = z.object({
  espalier: label,
  spec: z.unknown(),
  specHash: hash,
  dataset: z.object({
    name: label,
    hash,
    classes: z.array(z.string().max(longestClassName)).max(1_000_000),
    counts: z.object({ train: count, validation: count, test: count }),
  }),
  device: z.object({ kind: label }),
  rounds: z
    .array(
      z.object({
        round: ordinalNumber,
        epochs: z.array(z.object({ errors: z.partialRecord(split, share) })),
      }),
    )
    .max(1_000_000),
  ensemble: z.array(
    z.object({
      topErrors: topErrorsBySplit,
      classAccuracy: accuracyBySplit,
      measures: measures.nullable().default(null),
    }),
  ),
  seconds,
  digest: hash.nullable(),
});

/** @param id what tells this result from others, such as where it lies. */
export function outcomeOfResult(value: unknown, id: string): OutcomeReading {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return refuse(`it is no result of a run: ${[...path, message].join('.')}`);
  }
  const { espalier, specHash, dataset, device, rounds, ensemble, digest, seconds } = parsed.data;
  const reading = readSpec(parsed.data.spec);
  if (!reading.ok)
    return refuse(`its experiment cannot be read: ${describeIssues(reading.issues)}`);
  if (ensemble.length !== rounds.length) {
    return refuse(`it tells of ${rounds.length} rounds and of ${ensemble.length} votes`);
  }
  const shown = shownSplit({ dataset });
  const told = ensemble.flatMap(({ classAccuracy }) => classAccuracy[shown] ?? []);
  if (told.length !== dataset.classes.length * ensemble.length) {
    return refuse(`it does not tell the accuracy of each of ${dataset.classes.length} classes`);
  }
  const parts: RoundParts[] = rounds.map((round, index) => ({ ...round, vote: ensemble[index] }));
  return {
    ok: true,
    outcome: {
      id,
      espalier,
      spec: reading.spec,
      specHash,
      datasetHash: dataset.hash,
      datasetName: dataset.name,
      device: device.kind,
      digest,
      seconds,
      split: shown,
      classes: dataset.classes,
      ...outcomeOfRounds(parts, shown, []),
    },
  };
}

const refuse = (message: string): OutcomeReading => ({ ok: false, message });
