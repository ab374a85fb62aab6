/**
 * Which form of what is kept was written here last. Its number grows whenever an older page could
 * spoil what a newer one has written; an older page then reads only.
 */
import { z } from 'zod';
import type { Files, OpenFile } from './files.ts';
import { jsonIn } from './jsonIn.ts';
import { runFileOf } from './runs/runFileNames.ts';
import { SlotPair } from './slotPair.ts';
import { StorageError } from './storageError.ts';

/** The form that this Espalier writes. */
export const keptFormat = 1;

const names: readonly [string, string] = ['espalier.format.a', 'espalier.format.b'];
const recordSchema = z.object({ format: z.int().min(1) });

/** The newest form that was ever written here; 0 where none was. */
export async function readKeptFormat(files: Files): Promise<number> {
  const { whole } = await new SlotPair(files, names).read();
  const formats = whole.map(({ bytes }) => recordSchema.safeParse(jsonIn(bytes)).data?.format ?? 0);
  return Math.max(0, ...formats);
}

/** @throws StorageError where there is no room, or another window writes it just now. */
export async function writeKeptFormat(files: Files, format: number): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify({ format }));
  await new SlotPair(files, names).write(bytes);
}

const outdated = (): StorageError =>
  new StorageError(
    'This page is older than what this browser keeps: a newer Espalier has written here.',
    'Reload this page to get the newer one; nothing is written until then.',
  );

/**
 * Files that are read only as soon as a newer Espalier has written here. A run that was being written
 * before is written on to its end: nobody else writes to it meanwhile.
 */
export class FilesWhileNewest implements Files {
  readonly kind: Files['kind'];
  /** Runs whose log is open to be written. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly files: Files,
    private readonly isOutdated: () => boolean,
  ) {
    this.kind = files.kind;
  }

  list() {
    return this.files.list();
  }

  read(name: string, at?: number, length?: number) {
    return this.files.read(name, at, length);
  }

  room() {
    return this.files.room();
  }

  async remove(name: string): Promise<void> {
    this.check(name);
    await this.files.remove(name);
  }

  async open(name: string, as: 'empty' | 'it is'): Promise<OpenFile> {
    this.check(name);
    const file = await this.files.open(name, as);
    const run = runFileOf(name);
    return run?.holds === 'log' ? this.followed(file, run.runId) : file;
  }

  private followed(file: OpenFile, runId: string): OpenFile {
    this.underWay.add(runId);
    return {
      get size() {
        return file.size;
      },
      write: (at, bytes) => file.write(at, bytes),
      truncate: (size) => file.truncate(size),
      flush: () => file.flush(),
      close: async () => {
        this.underWay.delete(runId);
        await file.close();
      },
    };
  }

  /** @throws StorageError where the file is not to be changed by this page any more. */
  private check(name: string): void {
    const runId = runFileOf(name)?.runId;
    if (this.isOutdated() && (runId === undefined || !this.underWay.has(runId))) throw outdated();
  }
}
