/**
 * What the page has dropped and not yet let go: the files that came in pieces, what its folders were
 * found to hold, and what has been read of them, so that an answer to a question lists, reads and
 * decodes nothing again.
 */
import { KeptReading } from '../../data/kept/keptReading.ts';
import type { TaskOptions } from '../../data/progress.ts';
import { EngineError } from '../../engine/engine.ts';
import type { Ask } from '../protocol/requests.ts';
import type { PathedFile } from './dropped.ts';
import { HeldFiles } from './heldFiles.ts';
import { listDirectories } from './listDirectory.ts';

interface Pile {
  /** Files that came in pieces. */
  readonly sent: PathedFile[];
  /** Those and all that came with the request to read; null before they are found. */
  found: readonly PathedFile[] | null;
  /** What was read of it; null before, and once another pile is read. */
  kept: KeptReading | null;
  /** The bytes of its small files. */
  readonly held: HeldFiles;
}

export class Piles {
  private readonly piles = new Map<number, Pile>();

  /** @param heldBytes that small files may take while a pile is read. */
  constructor(private readonly heldBytes: number) {}

  /** How many files were added; null where nothing of the pile is known. */
  countOf(pile: number): number | null {
    return this.piles.get(pile)?.sent.length ?? null;
  }

  /** Adds files that the page found; `at` is how many came before them. @throws EngineError */
  add({ pile, at, files }: Ask<'add-files'>): void {
    const known = this.knownOrNew(pile);
    this.piles.set(pile, known);
    checkCount(known, at);
    for (const file of files) known.sent.push(file);
    // Not waited for: more files come meanwhile.
    void known.held.take(files.map(({ file }) => file));
  }

  /**
   * All files of a pile: those that were added, and those of what is given with it.
   * @param most files there may be.
   * @throws DataError for what cannot be listed, EngineError where pieces are missing.
   */
  async filesOf(
    { pile, sent, dropped }: Omit<Ask<'read-files'>, 'choices'>,
    most: number,
    task: TaskOptions,
  ): Promise<readonly PathedFile[]> {
    const known = this.knownOrNew(pile);
    checkCount(known, sent);
    if (known.found !== null) return known.found;
    this.piles.set(pile, known);
    const given = dropped.flatMap((one) => (one.kind === 'files' ? one.files : []));
    const handles = dropped.flatMap((one) => (one.kind === 'directory' ? [one.handle] : []));
    void known.held.take(given.map(({ file }) => file));
    const listed = await listDirectories(handles, most, task, known.held);
    known.found = [...known.sent, ...given, ...listed];
    return known.found;
  }

  /**
   * What was read of a pile whose files are found, to go on from; what was read of others is let go.
   * @param bound bytes that may be kept.
   */
  keptOf(pile: number, bound: number): KeptReading | undefined {
    for (const [other, known] of this.piles) {
      if (other === pile) continue;
      known.kept = null;
      known.held.letGo();
    }
    const known = this.piles.get(pile);
    if (known === undefined) return undefined;
    known.kept ??= new KeptReading(bound);
    return known.kept;
  }

  /** The bytes of its small files, as far as they found room. */
  heldOf(pile: number): HeldFiles | undefined {
    return this.piles.get(pile)?.held;
  }

  private knownOrNew(pile: number): Pile {
    const held = () => new HeldFiles(this.heldBytes);
    return this.piles.get(pile) ?? { sent: [], found: null, kept: null, held: held() };
  }

  letGo(pile: number): void {
    this.piles.get(pile)?.held.letGo();
    this.piles.delete(pile);
  }
}

/** The worker that the first pieces went to may be gone: no part is ever taken for the whole. */
function checkCount({ sent }: Pile, expected: number): void {
  if (sent.length === expected) return;
  throw new EngineError(
    'Some of the files did not come to the thread that reads them.',
    'Drop or choose them again.',
  );
}
