/** Draws one image of Shapes: a figure in some pose and colour on a shaded ground, with grain. */
import type { Random } from '../../../lib/random.ts';
import { type Family, poseOf, type ShapeClass } from './families.ts';
import { unitVector } from './turns.ts';

/** Height and width of an image, in pixels. */
export const shapeSide = 32;
const half = shapeSide / 2;

type Colour = readonly [number, number, number];

/** Red, green and blue from 0 to 255, of a hue in turns, a saturation and a value from 0 to 1. */
function colourOf(hue: number, saturation: number, value: number): Colour {
  const channel = (offset: number) => {
    const place = hue + offset;
    const away = 6 * Math.abs(place - Math.floor(place + 0.5));
    const pure = Math.min(1, Math.max(0, away - 1));
    return 255 * value * (1 - saturation * (1 - pure));
  };
  // Pure red is farthest from its place half a turn on, and so for green and blue.
  return [channel(0.5), channel(0.5 - 1 / 3), channel(0.5 + 1 / 3)];
}

const between = (low: number, high: number, random: Random): number =>
  low + (high - low) * random.uniform();

interface Paint {
  readonly figure: Colour;
  readonly ground: Colour;
  /** How the ground brightens across the image, of its value, and where to. */
  readonly shade: number;
  readonly towards: readonly [number, number];
  /** The grain's largest deviation, of 255. */
  readonly grain: number;
}

function paintOf({ hue }: ShapeClass, random: Random): Paint {
  const bright = between(0.65, 1, random);
  const dark = between(0.08, 0.38, random);
  const figureIsBright = random.uniform() < 0.65 || hue !== null;
  const [own, stray] = hue ?? [random.uniform(), 0];
  const figureHue = own + stray * (2 * random.uniform() - 1);
  const figureColour = between(hue === null ? 0.1 : 0.6, 0.75, random);
  const groundHue = random.uniform();
  // Where the colour is the class, the ground is grey, so as not to mislead.
  const groundColour = hue === null ? between(0, 0.6, random) : 0;
  return {
    figure: colourOf(figureHue, figureColour, figureIsBright ? bright : dark),
    ground: colourOf(groundHue, groundColour, figureIsBright ? dark : bright),
    shade: between(0, 0.35, random),
    towards: unitVector(random.uniform()),
    grain: between(4, 22, random),
  };
}

/** Draws an image of a class into `pixels`, red, green and blue for each pixel, row by row. */
export function drawShape(
  family: Family,
  shape: ShapeClass,
  random: Random,
  pixels: Uint8ClampedArray,
): void {
  const pose = poseOf(family, random);
  const [cos, sin] = unitVector(pose.turn);
  const room = Math.max(0.06, 1 - pose.size);
  const centreX = between(-room, room, random);
  const centreY = between(-room, room, random);
  const { figure, ground, shade, towards, grain } = paintOf(shape, random);
  const field = shape.field;
  const radius = pose.size * half;
  const noise = grain / 127.5;
  for (let row = 0, at = 0; row < shapeSide; row++) {
    const y = (row + 0.5) / half - 1;
    const fromY = (y - centreY) / pose.size;
    for (let column = 0; column < shapeSide; column++, at += 3) {
      const x = (column + 0.5) / half - 1;
      const fromX = (x - centreX) / pose.size;
      const distance = field(fromX * cos + fromY * sin, fromY * cos - fromX * sin);
      // The share of the pixel that the figure covers, its edge taken as straight there.
      const cover = Math.min(1, Math.max(0, 0.5 - distance * radius));
      const light = (1 - cover) * (1 + shade * (x * towards[0] + y * towards[1]));
      const draws = random.integer(0x1000000);
      const grey = -127.5 * noise;
      pixels[at] = ground[0] * light + figure[0] * cover + grey + (draws & 255) * noise;
      pixels[at + 1] = ground[1] * light + figure[1] * cover + grey + ((draws >> 8) & 255) * noise;
      pixels[at + 2] = ground[2] * light + figure[2] * cover + grey + (draws >> 16) * noise;
    }
  }
}
