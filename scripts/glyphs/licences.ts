/** The text of `public/glyphs.LICENSES.txt`: the families drawn from and whom to credit. */
import { readFileSync } from 'node:fs';
import type { FontFamily, FontLicence } from './fonts.ts';
import { type Face, packageFile } from './outlines.ts';

const licences: Record<FontLicence, { title: string; url: string }> = {
  'OFL-1.1': { title: 'SIL Open Font License, Version 1.1', url: 'https://openfontlicense.org' },
  'Apache-2.0': {
    title: 'Apache License, Version 2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
  },
};

const introduction = `The images in glyphs.bin were drawn by scripts/glyphs from the font families below, as
packaged by Fontsource (npm packages @fontsource/...). The file holds images only, no font
software. Licence and copyright are as each package's LICENSE file and font files state them.`;

/** The whole text; `families` and `faces` run in parallel. */
export function licenceText(
  families: readonly FontFamily[],
  faces: readonly (readonly Face[])[],
): string {
  const entries = families.map((family, index) => familyEntry(family, faces[index]));
  return `${[introduction, ...entries].join('\n\n')}\n`;
}

function familyEntry(family: FontFamily, faces: readonly Face[]): string {
  const { title, url } = licences[family.licence];
  const shipped = readFileSync(packageFile(family, 'LICENSE'), 'utf8');
  if (!shipped.replace(/\s+/g, ' ').includes(shippedTitle(family.licence))) {
    throw new Error(`${family.name}: its package no longer ships the ${title}`);
  }
  return [
    `${family.name} (@fontsource/${family.id})`,
    `  ${title} (${url})`,
    ...copyrightLines(family, shipped, faces).map((line) => `  ${line}`),
  ].join('\n');
}

/** Words by which a LICENSE file is known to be the licence we list. */
function shippedTitle(licence: FontLicence): string {
  return licence === 'OFL-1.1'
    ? 'SIL Open Font License, Version 1.1'
    : 'Apache License Version 2.0';
}

/**
 * The LICENSE file's own line, which names one statement for each font file ("X-Bold.ttf: …"),
 * each statement once; where it names no copyright, what the font files themselves say.
 */
function copyrightLines(family: FontFamily, shipped: string, faces: readonly Face[]): string[] {
  const firstLine = shipped.trimStart().split('\n')[0];
  const statements = family.licence === 'OFL-1.1' ? firstLine.split(/\s\S+\.ttf:\s/) : [];
  const named = statements.some((statement) => /copyright/i.test(statement));
  const all = named ? statements : faces.map((face) => face.copyright);
  return [...new Set(all.map((line) => line.trim()))].filter((line) => line !== '');
}
