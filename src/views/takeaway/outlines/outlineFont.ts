/**
 * The outlines of characters of a variable font (OpenType `glyf` and `gvar`), by opentype.js.
 */
import opentype, { type Font, type Glyph } from 'opentype.js';
import type { TextFont } from '../drawing/svgNode.ts';

export interface OutlineFont {
  has(character: string): boolean;
  /** A character's outline as a path, its origin at (x, y); null for one that the font has not. */
  outline(
    character: string,
    at: { readonly x: number; readonly y: number },
    font: TextFont,
  ): string | null;
}

/** @param file TrueType. @throws Error for a file that is no font. */
export function readOutlineFont(file: ArrayBuffer): OutlineFont {
  const font = opentype.parse(file);
  const tabular = tabularNumbers(font);
  const glyphsOf = (character: string, hasTabularNumbers: boolean): Glyph[] | null => {
    const indexes = [...character].map((part) => font.charToGlyphIndex(part));
    if (indexes.includes(0)) return null;
    return indexes.map((index) =>
      font.glyphs.get((hasTabularNumbers ? tabular.get(index) : undefined) ?? index),
    );
  };
  return {
    has: (character) => glyphsOf(character, false) !== null,
    outline(character, { x, y }, { size, weight, hasTabularNumbers }) {
      const glyphs = glyphsOf(character, hasTabularNumbers);
      if (glyphs === null) return null;
      let pen = x;
      return glyphs
        .map((glyph) => {
          const path = glyph.getPath(pen, y, size, { variation: { wght: weight } }, font);
          pen += ((glyph.advanceWidth ?? 0) * size) / font.unitsPerEm;
          return path.toPathData(2);
        })
        .join('');
    },
  };
}

/** Figures that are all equally wide, by the glyph of the one that is not (the feature `tnum`). */
function tabularNumbers({ substitution }: Font): ReadonlyMap<number, number> {
  const getSingle: unknown = Reflect.get(substitution, 'getSingle');
  if (typeof getSingle !== 'function') return new Map();
  const pairs: unknown = getSingle.call(substitution, 'tnum');
  if (!Array.isArray(pairs)) return new Map();
  return new Map(pairs.map(({ sub, by }: { sub: number; by: number }) => [sub, by]));
}

declare module 'opentype.js' {
  // What version 2 has and the types of version 1 do not tell.
  interface RenderOptions {
    variation?: Readonly<Record<string, number>>;
  }
}
