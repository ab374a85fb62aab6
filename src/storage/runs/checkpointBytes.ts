/**
 * A checkpoint as bytes: its tensors, and facts about them that say where in the log they belong.
 * What finished rounds left lies apart, and is named by its hash.
 */
import { z } from 'zod';
import { hashBytes } from '../../lib/hash.ts';
import type { CheckpointTensors, RunCheckpoint } from '../../spec/run/checkpoint.ts';
import { readTensors, writeTensors } from './tensorBytes.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
const checkpointVersion = 1;

const count = z.int().min(0);
const factsSchema = z.strictObject({
  version: z.literal(checkpointVersion),
  runId: z.string().max(64),
  specHash: z.string().max(64),
  datasetHash: z.string().max(64),
  seq: count,
  digest: z.string().max(128),
  seconds: z.number().min(0),
  round: z.int().min(1),
  epoch: count,
  /** Bytes of the log that were written before. */
  logBytes: count,
  /** What follows them, up to event `seq`: it may have been written since, or cut off. */
  logTail: z.string(),
  /** SHA-256 of what the finished rounds left; null where nothing is left of them. */
  finishedRounds: z.string().max(64).nullable(),
});

/** A checkpoint but for what finished rounds left, and its place in the log. */
export interface PackedCheckpoint {
  readonly checkpoint: Omit<RunCheckpoint, 'finishedRounds'>;
  /** SHA-256 of what the finished rounds left; null where nothing is left of them. */
  readonly finishedRounds: string | null;
  /** Bytes of the log before {@link logTail}. */
  readonly logBytes: number;
  /** The rest of it, up to the checkpoint's last event. */
  readonly logTail: string;
}

export function packCheckpoint(packed: PackedCheckpoint): Uint8Array {
  const { checkpoint, finishedRounds, logBytes, logTail } = packed;
  const { tensors, ...position } = checkpoint;
  const facts: z.infer<typeof factsSchema> = {
    version: checkpointVersion,
    ...position,
    logBytes,
    logTail,
    finishedRounds,
  };
  return writeTensors({ facts, tensors });
}

/** Null for bytes that are no checkpoint of this form. */
export function unpackCheckpoint(bytes: Uint8Array): PackedCheckpoint | null {
  const read = readTensors(bytes);
  const facts = factsSchema.safeParse(read?.facts);
  if (read === null || !facts.success) return null;
  const { version: _version, logBytes, logTail, finishedRounds, ...position } = facts.data;
  return { checkpoint: { ...position, tensors: read.tensors }, finishedRounds, logBytes, logTail };
}

/** What finished rounds left, as bytes with their SHA-256; null where nothing is left of them. */
export function packRounds(tensors: CheckpointTensors): { bytes: Uint8Array; hash: string } | null {
  if (Object.keys(tensors).length === 0) return null;
  const bytes = writeTensors({ facts: null, tensors });
  return { bytes, hash: hashBytes(bytes) };
}

/** Null for bytes that are missing, or not those of that hash. */
export function unpackRounds(
  bytes: Uint8Array | null,
  hash: string | null,
): CheckpointTensors | null {
  if (hash === null) return {};
  if (bytes === null || hashBytes(bytes) !== hash) return null;
  return readTensors(bytes)?.tensors ?? null;
}
