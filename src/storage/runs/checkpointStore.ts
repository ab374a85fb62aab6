/**
 * A run's checkpoints on disk or in the browser: what changes every epoch in two slots, written in
 * turn, and what finished rounds left in a file of its own for each round, which the slots name by
 * its hash. A checkpoint of which anything is missing or damaged counts as none.
 */
import { z } from 'zod';
import { hashBytes } from '../../lib/hash.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { writeFile } from '../writeFile.ts';
import type { RunFileNames } from './runFileNames.ts';
import { readTensors, writeTensors } from './tensorBytes.ts';

/** Grows with the form; what a newer Espalier wrote is left alone. */
export const checkpointVersion = 1;

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
type Facts = z.infer<typeof factsSchema>;

/** A checkpoint with the part of the log that belongs to it. */
export interface StoredCheckpoint {
  readonly checkpoint: RunCheckpoint;
  /** Bytes of the log before {@link logTail}. */
  readonly logBytes: number;
  /** The rest of it, up to the checkpoint's last event. */
  readonly logTail: string;
  /** Whether a later one was lost. */
  readonly isOlder: boolean;
}

export class CheckpointStore {
  private readonly slots: SlotPair;
  /** The round whose finished rounds are stored, and their hash. */
  private stored: { readonly round: number; readonly hash: string | null } | null = null;

  constructor(
    private readonly files: Files,
    private readonly names: RunFileNames,
  ) {
    this.slots = new SlotPair(files, names.checkpoints);
  }

  /** @throws StorageError where there is no room: the checkpoint before stays. */
  async write(checkpoint: RunCheckpoint, logBytes: number, logTail: string): Promise<void> {
    const { tensors, finishedRounds, ...position } = checkpoint;
    const hash = await this.writeFinishedRounds(checkpoint);
    const facts: Facts = {
      version: checkpointVersion,
      ...position,
      logBytes,
      logTail,
      finishedRounds: hash,
    };
    await this.slots.write(writeTensors({ facts, tensors }));
  }

  /** The newest that is whole; null where none is. */
  async read(): Promise<StoredCheckpoint | null> {
    const { whole, isTorn } = await this.slots.read();
    for (const [place, { bytes }] of whole.entries()) {
      const read = await this.readSlot(bytes);
      if (read !== null) return { ...read, isOlder: isTorn || place > 0 };
    }
    return null;
  }

  private async readSlot(bytes: Uint8Array): Promise<Omit<StoredCheckpoint, 'isOlder'> | null> {
    const read = readTensors(bytes);
    const facts = factsSchema.safeParse(read?.facts);
    if (read === null || !facts.success) return null;
    const { version: _version, logBytes, logTail, finishedRounds: hash, ...position } = facts.data;
    const { round } = position;
    const finishedRounds = await this.readFinishedRounds(round, hash);
    if (finishedRounds === null) return null;
    // What is stored of these rounds is not written again, so that nothing can cut it off.
    this.stored = { round, hash };
    const checkpoint = { ...position, tensors: read.tensors, finishedRounds };
    return { checkpoint, logBytes, logTail };
  }

  async remove(): Promise<void> {
    await this.slots.remove();
    const start = this.names.finishedRounds(0).slice(0, -1);
    for (const { name } of await this.files.list()) {
      if (name.startsWith(start)) await this.files.remove(name);
    }
    this.stored = null;
  }

  /** Written once a round; those of the round before are named by the other slot still. */
  private async writeFinishedRounds({ round, finishedRounds }: RunCheckpoint) {
    if (this.stored?.round === round) return this.stored.hash;
    const hasAny = Object.keys(finishedRounds).length > 0;
    const hash = hasAny ? await this.writeRounds(round, finishedRounds) : null;
    this.stored = { round, hash };
    if (round > 2) await this.files.remove(this.names.finishedRounds(round - 2));
    return hash;
  }

  private async writeRounds(round: number, tensors: RunCheckpoint['finishedRounds']) {
    const bytes = writeTensors({ facts: null, tensors });
    await writeFile(this.files, this.names.finishedRounds(round), bytes);
    return hashBytes(bytes);
  }

  private async readFinishedRounds(round: number, hash: string | null) {
    if (hash === null) return {};
    const bytes = await this.files.read(this.names.finishedRounds(round));
    if (bytes === null || hashBytes(bytes) !== hash) return null;
    return readTensors(bytes)?.tensors ?? null;
  }
}
