/**
 * The bytes of many small files, read one after another. A browser needs several messages between its
 * processes for each file that is read by itself, and one for a `Blob` of many; so where files are asked
 * for in their order, a group of them is read as one, and the next group while the first is used.
 * What is held is two groups.
 */
import { bytesOfFile } from '../bytesOfFile.ts';

export interface GroupLimits {
  /** Files of a group, at most. */
  readonly count: number;
  /** Bytes of a group, at most; larger files are read by themselves. */
  readonly bytes: number;
}

/** What is read at once of small files. */
export const usualGroups: GroupLimits = { count: 128, bytes: 2 ** 21 };

/** Files that follow one another, from one place to before another. */
interface Group {
  readonly from: number;
  readonly to: number;
}

export class ReadAheadFiles {
  private readonly groups: readonly Group[];
  /** The number of each file's group. */
  private readonly groupOf: Uint32Array;
  /** Where each file begins in its group. */
  private readonly startOf: Uint32Array;
  /** Groups that are read or being read, by their number; null for one that could not be. */
  private held = new Map<number, Promise<Uint8Array | null>>();
  private last = -1;

  /** @param limits other than the usual, for tests. */
  constructor(
    private readonly files: readonly Blob[],
    private readonly limits: GroupLimits = usualGroups,
  ) {
    this.groupOf = new Uint32Array(files.length);
    this.startOf = new Uint32Array(files.length);
    this.groups = this.grouped();
  }

  /** The whole content of the file at a place. @throws DOMException where it cannot be read. */
  async read(at: number): Promise<Uint8Array> {
    const follows = Math.abs(at - this.last) <= this.limits.count;
    this.last = at;
    const number = this.groupOf[at];
    const { from, to } = this.groups[number];
    if (!follows || to - from === 1) return bytesOfFile(this.files[at]);
    const bytes = await this.hold(number);
    // One of the others is in the way: whose fault it is, its own reading will tell.
    if (bytes === null) return bytesOfFile(this.files[at]);
    return bytes.slice(this.startOf[at], this.startOf[at] + this.files[at].size);
  }

  private hold(number: number): Promise<Uint8Array | null> {
    const held = new Map<number, Promise<Uint8Array | null>>();
    for (const one of [number, number + 1]) {
      if (one === this.groups.length) continue;
      held.set(one, this.held.get(one) ?? this.readGroup(this.groups[one]));
    }
    this.held = held;
    return held.get(number)!;
  }

  private async readGroup({ from, to }: Group): Promise<Uint8Array | null> {
    if (to - from === 1) return null;
    const files = this.files.slice(from, to);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const bytes = await bytesOfFile(new Blob(files)).catch(() => null);
    return bytes?.length === size ? bytes : null;
  }

  /** Puts each file into the group of the one before, as long as it has room there. */
  private grouped(): Group[] {
    const groups: Group[] = [];
    let from = 0;
    let bytes = 0;
    for (const [at, { size }] of this.files.entries()) {
      const isFull = at - from === this.limits.count || bytes + size > this.limits.bytes;
      if (isFull && at > from) {
        groups.push({ from, to: at });
        from = at;
        bytes = 0;
      }
      this.groupOf[at] = groups.length;
      this.startOf[at] = bytes;
      bytes += size;
    }
    if (from < this.files.length) groups.push({ from, to: this.files.length });
    return groups;
  }
}
