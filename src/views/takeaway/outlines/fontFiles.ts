/**
 * The page's fonts as TrueType, in the pieces in which they are served: a piece is fetched when a
 * drawing has a character that the pieces before it have not. Scripts without a piece here are set
 * as pictures.
 */
import interGreek from '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2?outlines';
import interLatinExt from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?outlines';
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?outlines';
import monoGreek from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-greek-wght-normal.woff2?outlines';
import monoLatinExt from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-normal.woff2?outlines';
import monoLatin from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?outlines';
import serifItalicGreek from '@fontsource-variable/source-serif-4/files/source-serif-4-greek-wght-italic.woff2?outlines';
import serifGreek from '@fontsource-variable/source-serif-4/files/source-serif-4-greek-wght-normal.woff2?outlines';
import serifItalicLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2?outlines';
import serifLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?outlines';
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

const inter = [interLatin, interLatinExt, interGreek];
const mono = [monoLatin, monoLatinExt, monoGreek];

const fileLists: Partial<Record<string, FileLists>> = {
  'Inter Variable': { normal: inter, italic: inter },
  'JetBrains Mono Variable': { normal: mono, italic: mono },
  'Source Serif 4 Variable': {
    normal: [serifLatin, serifGreek],
    italic: [serifItalicLatin, serifItalicGreek],
  },
};
