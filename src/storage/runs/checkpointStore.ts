/**
 * A run's checkpoints on disk or in the browser: what changes every epoch in two slots, written in
 * turn, and what finished rounds left in a file of its own for each round, which the slots name by
 * its hash. A checkpoint of which anything is missing or damaged counts as none.
 */
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { Files } from '../files.ts';
import { SlotPair } from '../slotPair.ts';
import { writeFile } from '../writeFile.ts';
import { packCheckpoint, packRounds, unpackCheckpoint, unpackRounds } from './checkpointBytes.ts';
import type { RunFileNames } from './runFileNames.ts';

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
    const { finishedRounds: _rounds, ...rest } = checkpoint;
    const finishedRounds = await this.writeFinishedRounds(checkpoint);
    await this.slots.write(packCheckpoint({ checkpoint: rest, finishedRounds, logBytes, logTail }));
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
    const packed = unpackCheckpoint(bytes);
    if (packed === null) return null;
    const { checkpoint, finishedRounds: hash, logBytes, logTail } = packed;
    const { round } = checkpoint;
    const file = hash === null ? null : await this.files.read(this.names.finishedRounds(round));
    const finishedRounds = unpackRounds(file, hash);
    if (finishedRounds === null) return null;
    // What is stored of these rounds is not written again, so that nothing can cut it off.
    this.stored = { round, hash };
    return { checkpoint: { ...checkpoint, finishedRounds }, logBytes, logTail };
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
    const rounds = packRounds(finishedRounds);
    if (rounds !== null) {
      await writeFile(this.files, this.names.finishedRounds(round), rounds.bytes);
    }
    const hash = rounds?.hash ?? null;
    this.stored = { round, hash };
    if (round > 2) await this.files.remove(this.names.finishedRounds(round - 2));
    return hash;
  }
}
