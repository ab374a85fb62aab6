/**
 * The page's fonts as files, in the pieces in which they are served: a piece is fetched when a
 * drawing has a character that the pieces before it have not.
 */
import interCyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?url';
import interGreek from '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2?url';
import interLatinExt from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import interVietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url';
import monoCyrillic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-cyrillic-wght-normal.woff2?url';
import monoGreek from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-greek-wght-normal.woff2?url';
import monoLatinExt from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-normal.woff2?url';
import monoLatin from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url';
import serifItalicGreek from '@fontsource-variable/source-serif-4/files/source-serif-4-greek-wght-italic.woff2?url';
import serifGreek from '@fontsource-variable/source-serif-4/files/source-serif-4-greek-wght-normal.woff2?url';
import serifItalicLatinExt from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-italic.woff2?url';
import serifLatinExt from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2?url';
import serifItalicLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2?url';
import serifLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url';
import type { TextFont } from '../drawing/svgNode.ts';

/** The files of a font, the likeliest first; none for a font that is not the page's own. */
export function fontFiles({
  family,
  isItalic,
}: Pick<TextFont, 'family' | 'isItalic'>): readonly string[] {
  const [first] = family.split(',').map((name) => name.replaceAll(/["']/g, '').trim());
  const files = fileLists[first ?? ''];
  if (files === undefined) return [];
  return isItalic ? files.italic : files.normal;
}

interface FileLists {
  readonly normal: readonly string[];
  /** Upright where the page has no italic of it: the browser shows that too. */
  readonly italic: readonly string[];
}

const inter = [interLatin, interLatinExt, interGreek, interCyrillic, interVietnamese];
const mono = [monoLatin, monoLatinExt, monoGreek, monoCyrillic];

const fileLists: Partial<Record<string, FileLists>> = {
  'Inter Variable': { normal: inter, italic: inter },
  'JetBrains Mono Variable': { normal: mono, italic: mono },
  'Source Serif 4 Variable': {
    normal: [serifLatin, serifLatinExt, serifGreek],
    italic: [serifItalicLatin, serifItalicLatinExt, serifItalicGreek],
  },
};
