import { partFlag } from '../choiceFlags.ts';
import type { Raster } from '../codecs/raster.ts';
import { quoted } from '../limits.ts';
import type { PartQuestion } from '../readingChoices.ts';

/** One of several sets, or of several arrays of the same images. */
interface OfferedPart {
  readonly name: string;
  /** What it holds, in a sentence. */
  readonly description: string;
  readonly previews: readonly Raster[];
}

/** Asks which of several sets, or arrays of the same images, is to be read. */
export function partQuestion(
  file: string,
  found: string,
  parts: readonly OfferedPart[],
): PartQuestion {
  return {
    kind: 'part',
    file,
    found,
    alternatives: parts.map(({ name, description, previews }) => ({
      choices: { part: name },
      title: `Read ${quoted(name)} alone`,
      description,
      flag: partFlag(name),
      previews,
    })),
  };
}
