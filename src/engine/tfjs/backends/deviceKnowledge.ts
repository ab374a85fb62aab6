/**
 * What is learned of a graphics adapter: which kernels it computes rightly, and which of their variants
 * are fastest. It holds until the program ends, and, where there is a notebook, on later visits.
 */
import { z } from 'zod';
import type { Verdicts } from '../kernels/selfTest/selfTest.ts';

/** Where it is kept between visits. */
export interface Notebook {
  /** Of what the kernels and their results hang on beside the adapter: another has to learn anew. */
  readonly version: string;
  /** What was written last; null where nothing was. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

export interface DeviceKnowledge {
  readonly verdicts: Verdicts;
  /** Number of the variant in use, by kernel and shape. */
  readonly variants: Map<string, number>;
  /** Writes down what was learned since the last time. Where that fails it is learned again. */
  keep(): Promise<void>;
}

const learnedSchema = z.object({
  kernels: z.record(z.string(), z.enum(['right', 'replaced'])),
  variants: z.record(z.string(), z.int().nonnegative()),
});

const pageSchema = z.object({
  version: z.string(),
  adapters: z.record(z.string(), learnedSchema),
});

type Page = z.infer<typeof pageSchema>;

/** What this program knows, by adapter. */
const known = new Map<string, DeviceKnowledge>();

/** What is known of an adapter. */
export async function knowledgeOf(
  adapter: string,
  notebook: Notebook | null,
): Promise<DeviceKnowledge> {
  const held = known.get(adapter);
  if (held !== undefined) return held;
  const noted = notebook === null ? undefined : (await pageOf(notebook)).adapters[adapter];
  const verdicts: Verdicts = new Map(Object.entries(noted?.kernels ?? {}));
  const variants = new Map(Object.entries(noted?.variants ?? {}));
  const size = () => verdicts.size + variants.size;
  let kept = size();
  const keep = async () => {
    // Entries are added, never changed.
    if (notebook === null || size() === kept) return;
    kept = size();
    const page = await pageOf(notebook);
    page.adapters[adapter] = {
      kernels: Object.fromEntries(verdicts),
      variants: Object.fromEntries(variants),
    };
    await notebook.write(JSON.stringify(page)).catch(() => {});
  };
  const knowledge = { verdicts, variants, keep };
  known.set(adapter, knowledge);
  return knowledge;
}

/** The page of this version; an empty one in place of another's, and of one that cannot be read. */
async function pageOf({ version, read }: Notebook): Promise<Page> {
  try {
    const page = pageSchema.parse(JSON.parse((await read()) ?? ''));
    if (page.version === version) return page;
  } catch {
    // Nothing was written yet, or it is damaged: it is written anew.
  }
  return { version, adapters: {} };
}
