/**
 * The index of the library: what its runs were listed as, in one file, so that a first list opens two
 * files and not four a run. It is believed of a run only while the small files of that run are as they
 * were, by size and time. Missing, damaged, or of another form, it is made anew by listing; several
 * windows may write it, each all that it knows.
 */
import { z } from 'zod';
import type { Files } from '../files.ts';
import { jsonIn } from '../jsonIn.ts';
import { SlotPair } from '../slotPair.ts';
import { unlessStorage } from '../storageError.ts';
import type { KnownListing, KnownListings } from './listedRuns.ts';
import { aboutSchema } from './runAbout.ts';
import { summaryIn } from './runSummary.ts';

/** Grows with the form. */
const indexVersion = 1;

/** Runs that may be listed otherwise than the index has them before it is written anew. */
const mostBehind = 20;

const count = z.int().min(0);

const indexSchema = z.strictObject({
  version: z.literal(indexVersion),
  runs: z.array(
    z.strictObject({
      files: z.string(),
      about: aboutSchema.omit({ version: true }),
      summary: z.unknown(),
      bytes: z.strictObject({ log: count, networks: count, other: count }),
      networks: z.array(z.string()),
    }),
  ),
});

export class RunIndex {
  private readonly slots: SlotPair;
  /** What the index holds, as far as this window knows: of each run how its files were. */
  private held = new Map<string, string>();

  constructor(files: Files) {
    this.slots = new SlotPair(files, ['library.index.a', 'library.index.b']);
  }

  /** What it holds; nothing where it is missing or cannot be read. */
  async read(): Promise<KnownListings> {
    const { whole } = await this.slots.read();
    const known: KnownListings = new Map();
    const { data } = indexSchema.safeParse(whole.length === 0 ? null : jsonIn(whole[0].bytes));
    for (const { summary: found, ...others } of data?.runs ?? []) {
      const reading = summaryIn(found);
      if (reading.state !== 'whole') continue;
      known.set(reading.summary.runId, { ...others, summary: reading.summary });
    }
    this.held = filesOf(known);
    return known;
  }

  /** Writes it where it is behind what is known by some runs; not while another window writes it. */
  async keep(known: KnownListings): Promise<void> {
    const now = filesOf(known);
    if (behind(this.held, now) <= mostBehind) return;
    const runs = [...known.values()];
    const index = { version: indexVersion, runs };
    await this.slots.write(new TextEncoder().encode(JSON.stringify(index))).then(
      () => {
        this.held = now;
      },
      // Without it lists take longer, and nothing else.
      unlessStorage,
    );
  }
}

const filesOf = (known: KnownListings): Map<string, string> =>
  new Map([...known].map(([runId, { files }]: [string, KnownListing]) => [runId, files]));

/** Runs that are not the same in both. */
function behind(held: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): number {
  const changed = [...now].filter(([runId, files]) => held.get(runId) !== files);
  const gone = [...held.keys()].filter((runId) => !now.has(runId));
  return changed.length + gone.length;
}
