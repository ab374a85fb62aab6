/**
 * Two files that are written in turn, so that one of them is whole at every moment: whatever cuts a
 * write off leaves what was written before. Each begins with a mark, a number that grows with every
 * write, the length of what follows and its SHA-256; the whole one with the larger number counts.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { hashBytes } from '../lib/hash.ts';
import type { Files } from './files.ts';

const magic = new TextEncoder().encode('ESPSLOT1');
const headLength = magic.length + 8 + 8 + 32;

/** What a slot holds. */
export interface SlotContent {
  readonly bytes: Uint8Array;
  /** Counts the writes, from 1. */
  readonly number: number;
}

/** What is read of a pair. */
export interface PairReading {
  /** Those that are whole, the newest first. */
  readonly whole: readonly SlotContent[];
  /** Whether a file is there that is not whole: it was cut off, or damaged later. */
  readonly isTorn: boolean;
}

export class SlotPair {
  private lastNumber: number | null = null;

  constructor(
    private readonly files: Files,
    /** Names of the two files. */
    private readonly names: readonly [string, string],
  ) {}

  /** Writes in place of the older of the two. @throws StorageError where there is no room. */
  async write(bytes: Uint8Array): Promise<void> {
    this.lastNumber ??= (await this.read()).whole.at(0)?.number ?? 0;
    const number = this.lastNumber + 1;
    const file = await this.files.open(this.names[number % 2], 'empty');
    try {
      await file.write(0, headOf(number, bytes));
      await file.write(headLength, bytes);
      await file.flush();
    } finally {
      await file.close();
    }
    this.lastNumber = number;
  }

  async read(): Promise<PairReading> {
    const found = await Promise.all(this.names.map((name) => this.files.read(name)));
    const present = found.filter((bytes) => bytes !== null);
    const whole = present.flatMap((bytes) => contentOf(bytes) ?? []);
    whole.sort((a, b) => b.number - a.number);
    return { whole, isTorn: whole.length < present.length };
  }

  async remove(): Promise<void> {
    for (const name of this.names) await this.files.remove(name);
    this.lastNumber = null;
  }
}

function headOf(number: number, bytes: Uint8Array): Uint8Array {
  const head = new Uint8Array(headLength);
  const view = new DataView(head.buffer);
  head.set(magic);
  view.setFloat64(8, number, true);
  view.setFloat64(16, bytes.length, true);
  head.set(hexToBytes(hashBytes(head.subarray(0, 24), bytes)), 24);
  return head;
}

/** Null for a file that is not whole. */
function contentOf(file: Uint8Array): SlotContent | null {
  if (file.length < headLength || magic.some((byte, place) => file[place] !== byte)) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const number = view.getFloat64(8, true);
  const bytes = file.subarray(headLength);
  if (view.getFloat64(16, true) !== bytes.length) return null;
  const sound = hexToBytes(hashBytes(file.subarray(0, 24), bytes));
  if (sound.some((byte, place) => file[24 + place] !== byte)) return null;
  return { bytes, number };
}
