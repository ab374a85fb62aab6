/**
 * What a reading that ended in a question leaves for the next one of the same files: files sorted and
 * inflated, archives opened, images decoded. An answer then reads nothing again that found room within
 * a bound; what did not is read as before. Whoever asks lets go of it once the answer is in, or the
 * question is dismissed.
 */
import type { TaskOptions } from '../progress.ts';
import { KeptImages } from './keptImages.ts';
import { KeptRoom } from './keptRoom.ts';

export class KeptReading {
  readonly images: KeptImages;
  private readonly room: KeptRoom;
  private readonly made = new WeakMap<object, Map<string, unknown>>();
  private readonly followed: Followed = { current: {} };

  /** @param bound bytes that may be kept. */
  constructor(bound: number) {
    this.room = new KeptRoom(bound);
    this.images = new KeptImages(this.room);
  }

  /**
   * What is made of a thing under a name: once, if there is room for it.
   * @param bytesOf what it holds.
   */
  async once<Made>(
    thing: object,
    name: string,
    make: () => Promise<Made>,
    bytesOf: (made: Made) => number = () => 0,
  ): Promise<Made> {
    const ofThing = this.made.get(thing) ?? new Map<string, unknown>();
    this.made.set(thing, ofThing);
    if (ofThing.has(name)) return ofThing.get(name) as Made;
    const made = await make();
    if (this.room.take(bytesOf(made))) ofThing.set(name, made);
    return made;
  }

  /** Begins another reading: what is kept, and reads parts of files by itself, then follows its task. */
  following({ signal, onProgress }: TaskOptions): TaskOptions {
    this.followed.current = { signal, onProgress };
    return followedBy(this.followed);
  }
}

/** The task of the reading under way. */
interface Followed {
  current: TaskOptions;
}

/**
 * What follows it: data sets that go on reading their files hold this, and so must not hold what was
 * kept for an answer.
 */
const followedBy = (followed: Followed): TaskOptions => ({
  get signal() {
    return followed.current.signal;
  },
  get onProgress() {
    return followed.current.onProgress;
  },
});

/** For readings that may be asked again with an answer. */
export interface KeepingOptions {
  /** What an earlier reading of the same files left; grows while files are read. */
  readonly kept?: KeptReading | undefined;
}

/** The content of a small file, as a table, read once if there is room for it. */
export const contentOnce = (
  kept: KeptReading | undefined,
  file: { read(): Uint8Array | Promise<Uint8Array> },
): Promise<Uint8Array> =>
  madeOnce(
    kept,
    file,
    'content',
    async () => file.read(),
    ({ length }) => length,
  );

/** As {@link KeptReading.once}; where nothing is kept, it is made. */
export function madeOnce<Made>(
  kept: KeptReading | undefined,
  thing: object,
  name: string,
  make: () => Promise<Made>,
  bytesOf?: (made: Made) => number,
): Promise<Made> {
  return kept === undefined ? make() : kept.once(thing, name, make, bytesOf);
}
