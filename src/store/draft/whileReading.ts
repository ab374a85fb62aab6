import { type Refusal, refusalOf } from '../data/dataSet.ts';
import type { SliceTools } from '../sliceTools.ts';

interface ReadingState {
  /** Whether a tree or a network is being read. */
  readonly isReadingFile: boolean;
  readonly refuse: (refusal: Refusal) => void;
  readonly dismissRefusal: () => void;
}

/**
 * Reads files while saying so; what they were not taken for is told, and nothing is lost.
 * @param what the files are called.
 * @param stays what is as it was where they are refused.
 */
export async function whileReading(
  { get, set }: Pick<SliceTools<ReadingState>, 'get' | 'set'>,
  what: string,
  stays: string,
  take: () => Promise<void>,
): Promise<boolean> {
  set({ isReadingFile: true });
  get().dismissRefusal();
  try {
    await take();
    return true;
  } catch (error) {
    get().refuse(refusalOf(error, what, stays));
    return false;
  } finally {
    set({ isReadingFile: false });
  }
}
