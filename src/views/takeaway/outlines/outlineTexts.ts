/** Turns the text of a drawing to outlines, so that it looks alike wherever it is opened. */
import { element, type SvgNode, type SvgTextNode, type TextFont } from '../drawing/svgNode.ts';
import { fontFiles } from './fontFiles.ts';
import { type OutlineFont, readOutlineFont } from './outlineFont.ts';
import { pictureOfText } from './pictureOfText.ts';

/** The drawing's nodes with outlines in place of text. @throws Error where a font cannot be read. */
export async function outlineTexts(nodes: readonly SvgNode[]): Promise<SvgNode[]> {
  const fonts = await fontsFor(textsIn(nodes));
  return outlinedWith(fonts, nodes);
}

function outlinedWith(fonts: ReadFonts, nodes: readonly SvgNode[]): SvgNode[] {
  return nodes.flatMap((node) =>
    node.kind === 'text'
      ? outlinesOf(fonts, node)
      : [{ ...node, children: outlinedWith(fonts, node.children) }],
  );
}

function textsIn(nodes: readonly SvgNode[]): SvgTextNode[] {
  return nodes.flatMap((node) => (node.kind === 'text' ? [node] : textsIn(node.children)));
}

/** The pieces of the page's fonts that were fetched, by their address. */
type ReadFonts = ReadonlyMap<string, OutlineFont>;

/** Fetches pieces of each font until one has every character, or none is left. */
async function fontsFor(texts: readonly SvgTextNode[]): Promise<ReadFonts> {
  const fonts = new Map<string, OutlineFont>();
  for (const { font, characters } of texts) {
    let missing = characters.filter(({ text }) => text.trim() !== '');
    for (const file of fontFiles(font)) {
      if (missing.length === 0) break;
      const piece = fonts.get(file) ?? (await fontAt(file));
      fonts.set(file, piece);
      missing = missing.filter(({ text }) => !piece.has(text));
    }
  }
  return fonts;
}

interface MissingText {
  text: string;
  readonly x: number;
}

/** One path for the piece; a picture for each stretch of characters that no font of the page has. */
function outlinesOf(fonts: ReadFonts, text: SvgTextNode): SvgNode[] {
  const { characters, end, y, font, fill, opacity } = text;
  const paths: string[] = [];
  const pictures: SvgNode[] = [];
  let missing: MissingText | null = null;
  const endMissing = (at: number) => {
    if (missing !== null) pictures.push(pictureOfText(text, missing, at));
    missing = null;
  };
  for (const { text: character, x } of characters) {
    const path = character.trim() === '' ? '' : outlineOf(fonts, character, { x, y }, font);
    if (path !== null) {
      endMissing(x);
      paths.push(path);
    } else if (missing === null) missing = { text: character, x };
    else missing.text += character;
  }
  endMissing(end);
  const d = paths.join('');
  if (d === '') return pictures;
  const paint = { fill, ...(opacity === 1 ? {} : { 'fill-opacity': opacity }) };
  return [element('path', { d, ...paint }), ...pictures];
}

function outlineOf(
  fonts: ReadFonts,
  character: string,
  at: { x: number; y: number },
  font: TextFont,
) {
  for (const file of fontFiles(font)) {
    const outline = fonts.get(file)?.outline(character, at, font) ?? null;
    if (outline !== null) return outline;
  }
  return null;
}

const fetched = new Map<string, Promise<OutlineFont>>();

/** A piece of a font, fetched once. */
function fontAt(address: string): Promise<OutlineFont> {
  const known = fetched.get(address);
  if (known !== undefined) return known;
  const read = fetch(address)
    .then((response) => {
      if (!response.ok) throw new Error(`The font ${address} answered ${response.status}`);
      return response.arrayBuffer();
    })
    .then(readOutlineFont);
  fetched.set(address, read);
  // One that could not be fetched is asked for again the next time.
  read.catch(() => fetched.delete(address));
  return read;
}
