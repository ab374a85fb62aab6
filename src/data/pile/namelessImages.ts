/** Images whose names end in nothing, as those of some downloads and caches: found by what they hold. */
import { extensionOf } from '../archives/entryNames.ts';
import { recognise } from '../formats/formats.ts';
import { contentOnce, type KeptReading } from '../kept/keptReading.ts';
import type { LazyFile } from '../sources/container.ts';

/** Files that are looked at. */
const looked = 16;

/** The files without an extension, where all of them that are looked at are images; else none. */
export async function namelessImages(
  files: readonly LazyFile[],
  kept: KeptReading | undefined,
): Promise<readonly LazyFile[]> {
  const nameless = files.filter(({ path }) => extensionOf(path) === '');
  const step = Math.ceil(nameless.length / looked);
  const sample = nameless.filter((_, at) => at % step === 0);
  // What is read in order is read from its start for each.
  if (sample.length < 2 || sample.some(({ isInOrder }) => isInOrder === true)) return [];
  for (const one of sample) {
    const bytes = await contentOnce(kept, one);
    if (recognise({ path: '', bytes })?.format.role !== 'image') return [];
  }
  return nameless;
}
