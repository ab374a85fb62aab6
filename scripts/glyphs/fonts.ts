/**
 * The font families Glyphs is drawn from, each an npm package `@fontsource/<id>`. Chosen to be
 * openly licensed and unlike each other, and to have both cases of the alphabet. Every family is
 * drawn equally often, however many faces it has here.
 */

/** The licence a family's package ships. */
export type FontLicence = 'OFL-1.1' | 'Apache-2.0';

/** One family and those of its faces that are used. */
export interface FontFamily {
  /** The package's name after `@fontsource/`. */
  readonly id: string;
  readonly name: string;
  readonly licence: FontLicence;
  /** Weight and style as in the package's file names, say `400-italic`. */
  readonly faces: readonly string[];
}

/** Upright faces of these weights. */
function upright(...weights: readonly number[]): string[] {
  return weights.map((weight) => `${weight}-normal`);
}

/** Upright and italic faces of these weights. */
function withItalics(...weights: readonly number[]): string[] {
  return weights.flatMap((weight) => [`${weight}-normal`, `${weight}-italic`]);
}

/** A family under the SIL Open Font License, as nearly all are. */
function openFont(id: string, name: string, faces: readonly string[]): FontFamily {
  return { id, name, licence: 'OFL-1.1', faces };
}

/** A family under the Apache License. */
function apacheFont(id: string, name: string, faces: readonly string[]): FontFamily {
  return { id, name, licence: 'Apache-2.0', faces };
}

const sans: readonly FontFamily[] = [
  openFont('fira-sans', 'Fira Sans', withItalics(300, 400, 500, 700)),
  openFont('ibm-plex-sans', 'IBM Plex Sans', withItalics(300, 400, 600, 700)),
  openFont('lato', 'Lato', withItalics(300, 400, 700, 900)),
  openFont('montserrat', 'Montserrat', withItalics(300, 400, 500, 700)),
  openFont('nunito', 'Nunito', withItalics(300, 400, 600, 800)),
  openFont('open-sans', 'Open Sans', withItalics(300, 400, 600, 700)),
  openFont('oswald', 'Oswald', upright(300, 400, 500, 700)),
  openFont('roboto', 'Roboto', withItalics(300, 400, 500, 700)),
  openFont('source-sans-3', 'Source Sans 3', withItalics(300, 400, 600, 700)),
];

const serif: readonly FontFamily[] = [
  openFont('crimson-text', 'Crimson Text', withItalics(400, 600, 700)),
  openFont('eb-garamond', 'EB Garamond', withItalics(400, 600, 800)),
  openFont('libre-baskerville', 'Libre Baskerville', withItalics(400, 700)),
  openFont('lora', 'Lora', withItalics(400, 500, 700)),
  openFont('merriweather', 'Merriweather', withItalics(300, 400, 700, 900)),
  openFont('playfair-display', 'Playfair Display', withItalics(400, 600, 700, 900)),
];

const slab: readonly FontFamily[] = [
  openFont('arvo', 'Arvo', withItalics(400, 700)),
  apacheFont('roboto-slab', 'Roboto Slab', upright(300, 400, 600, 800)),
  openFont('zilla-slab', 'Zilla Slab', withItalics(300, 400, 600, 700)),
];

const mono: readonly FontFamily[] = [
  openFont('courier-prime', 'Courier Prime', withItalics(400, 700)),
  openFont('ibm-plex-mono', 'IBM Plex Mono', withItalics(300, 400, 500, 700)),
  openFont('space-mono', 'Space Mono', withItalics(400, 700)),
];

const handwriting: readonly FontFamily[] = [
  openFont('caveat', 'Caveat', upright(400, 500, 700)),
  openFont('dancing-script', 'Dancing Script', upright(400, 500, 700)),
  openFont('indie-flower', 'Indie Flower', upright(400)),
  openFont('kalam', 'Kalam', upright(300, 400, 700)),
  openFont('patrick-hand', 'Patrick Hand', upright(400)),
];

const display: readonly FontFamily[] = [
  openFont('abril-fatface', 'Abril Fatface', upright(400)),
  openFont('comfortaa', 'Comfortaa', upright(300, 400, 500, 700)),
  openFont('lobster', 'Lobster', upright(400)),
  apacheFont('special-elite', 'Special Elite', upright(400)),
];

/** All families; their order is part of what the seed decides, so append rather than insert. */
export const fontFamilies: readonly FontFamily[] = [
  ...sans,
  ...serif,
  ...slab,
  ...mono,
  ...handwriting,
  ...display,
];
