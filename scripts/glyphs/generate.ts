/**
 * Makes the built-in data set Glyphs.
 *
 *   npm run glyphs                        writes public/glyphs.bin and public/glyphs.LICENSES.txt
 *   npm run glyphs -- --check             regenerates in memory, exits 1 if the hash differs
 *   npm run glyphs -- --sheet sheet.png   also writes a contact sheet to look at
 *
 * The bytes depend on the seed, the code here and the exact versions of the font packages. fflate
 * compresses rather than Node's zlib, so that the file is the same under every Node too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'fflate';
import { glyphs } from '../../src/data/catalog/glyphs.ts';
import { hashBytes } from '../../src/lib/hash.ts';
import { contactSheet } from './contactSheet.ts';
import { drawGlyphs } from './draw.ts';
import { fontFamilies } from './fonts.ts';
import { licenceText } from './licences.ts';
import { readFace } from './outlines.ts';

const publicFolder = new URL('../../public/', import.meta.url);
const catalogFile = 'src/data/catalog/glyphs.ts';
const sheetColumns = 40;

function main(): void {
  const { values: options } = parseArgs({
    options: { check: { type: 'boolean', default: false }, sheet: { type: 'string' } },
  });
  const faces = fontFamilies.map((family) =>
    family.faces.map((face) => readFace(family, face, glyphs.classes)),
  );
  console.log(`${faces.flat().length} faces of ${faces.length} families`);
  const images = drawGlyphs(faces);
  const hash = hashBytes(images);
  console.log(`${images.length} bytes, SHA-256 ${hash}`);
  if (options.sheet) writeFileSync(options.sheet, contactSheet(images, sheetColumns));
  if (!options.check) writeFiles(images, licenceText(fontFamilies, faces));
  reportHash(hash, options.check);
}

function writeFiles(images: Uint8Array, licences: string): void {
  const compressed = gzipSync(images, { level: 9, mtime: 0 });
  mkdirSync(publicFolder, { recursive: true });
  writeFileSync(new URL(glyphs.file, publicFolder), compressed);
  writeFileSync(new URL('glyphs.LICENSES.txt', publicFolder), licences);
  console.log(`public/${glyphs.file}: ${compressed.length} bytes`);
}

/** Says whether the hash is the recorded one; where checking, a difference fails the command. */
function reportHash(hash: string, checking: boolean): void {
  if (hash === glyphs.sha256) {
    console.log(`as recorded in ${catalogFile}`);
    return;
  }
  console.error(
    `${catalogFile} records ${glyphs.sha256}. If the change is meant, run npm run glyphs and ` +
      'record the new hash there; if not, look for a changed font package or generator.',
  );
  if (checking) process.exitCode = 1;
}

main();
