/**
 * The bytes of small files, read as soon as the files are found and held until what was dropped is a
 * data set: looking for the next files goes on meanwhile, and nothing that has room is read twice. A
 * browser needs several messages between its processes for each file that is read by itself, and one
 * for a `Blob` of many: so a group of them is read as one, a few groups at once.
 */
import { bytesOfFile } from '../bytesOfFile.ts';
import { type GroupLimits, usualGroups } from './readAheadFiles.ts';

/** Larger files are read when they are asked for: decoding them takes longer than reading. */
const smallFile = 2 ** 17;
/** Groups that are read at once: one alone would leave the browser's processes waiting for each other. */
const groupsAtOnce = 3;

interface Group {
  readonly files: Blob[];
  size: number;
  isBegun: boolean;
  /** All bytes; null where some could not be read, or are no longer wanted. */
  readonly content: Promise<Uint8Array | null>;
  readonly settle: (content: Uint8Array | null) => void;
}

export class HeldFiles {
  /** Where the files lie that are read, were, or will be. */
  private readonly places = new Map<Blob, { readonly group: Group; readonly start: number }>();
  /** Groups to be read, in the order in which they are begun. */
  private waiting: Group[] = [];
  private filling = emptyGroup();
  private underWay = 0;
  private onBegun: (() => void)[] = [];

  /**
   * @param left bytes that may be held.
   * @param limits other than the usual, for tests.
   */
  constructor(
    private left: number,
    private readonly limits: GroupLimits = usualGroups,
  ) {}

  /**
   * Has those files read that are small and find room. Settles once no full group waits for its turn:
   * whoever finds files faster than they are read may wait for that.
   */
  async take(files: readonly Blob[]): Promise<void> {
    for (const file of files) this.put(file);
    while (this.waiting.length > 0) {
      await new Promise<void>((resolve) => this.onBegun.push(resolve));
    }
  }

  /** A copy of a file's bytes; null where they are not held, so that the file itself is to be read. */
  async bytesOf(file: Blob): Promise<Uint8Array | null> {
    const place = this.places.get(file);
    if (place === undefined) return null;
    const { group, start } = place;
    this.hurry(group);
    const content = await group.content;
    return content?.slice(start, start + file.size) ?? null;
  }

  /** Forgets all; nothing is read or held from now on. */
  letGo(): void {
    this.left = -1;
    this.places.clear();
    for (const group of [...this.waiting, this.filling]) group.settle(null);
    this.waiting = [];
    this.filling = emptyGroup();
    this.tell();
  }

  private put(file: Blob): void {
    const { size } = file;
    if (size > smallFile || size > this.left || this.places.has(file)) return;
    const { count, bytes } = this.limits;
    if (this.filling.size > 0 && this.filling.size + size > bytes) this.close();
    this.left -= size;
    this.places.set(file, { group: this.filling, start: this.filling.size });
    this.filling.files.push(file);
    this.filling.size += size;
    if (this.filling.files.length === count) this.close();
  }

  private close(): void {
    this.waiting.push(this.filling);
    this.filling = emptyGroup();
    this.begin();
  }

  /** Reads a group next, as it is waited for. */
  private hurry(group: Group): void {
    if (group.isBegun) return;
    if (group === this.filling) this.filling = emptyGroup();
    this.waiting = [group, ...this.waiting.filter((other) => other !== group)];
    this.begin();
  }

  private begin(): void {
    while (this.underWay < groupsAtOnce) {
      const group = this.waiting.shift();
      if (group === undefined) break;
      group.isBegun = true;
      this.underWay++;
      void readGroup(group).then((content) => {
        this.underWay--;
        group.settle(content);
        this.begin();
      });
    }
    if (this.waiting.length === 0) this.tell();
  }

  private tell(): void {
    const { onBegun } = this;
    this.onBegun = [];
    for (const hear of onBegun) hear();
  }
}

function emptyGroup(): Group {
  let settle: Group['settle'] = () => {};
  const content = new Promise<Uint8Array | null>((resolve) => {
    settle = resolve;
  });
  return { files: [], size: 0, isBegun: false, content, settle };
}

/** Whose fault it is where they cannot be read, the reading of each by itself will tell. */
async function readGroup({ files, size }: Group): Promise<Uint8Array | null> {
  const bytes = await bytesOfFile(new Blob(files)).catch(() => null);
  return bytes?.length === size ? bytes : null;
}
