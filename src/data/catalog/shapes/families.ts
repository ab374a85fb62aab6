/**
 * The 20 families of Shapes, five classes each. A family is one idea of a figure; its classes
 * differ in one parameter of it, in some families by much (the number of dots, the colour), in
 * others by so little that neighbours run into each other (the teeth of a gear, a tint).
 */
import type { Random } from '../../../lib/random.ts';
import {
  band,
  box,
  checks,
  circle,
  ellipse,
  type Field,
  flower,
  moved,
  outline,
  pie,
  polygon,
  spiral,
  star,
  stripes,
  turned,
  union,
  wheel,
  without,
} from './fields.ts';
import { unitVector } from './turns.ts';

export interface Family {
  readonly name: string;
  readonly classes: readonly ShapeClass[];
  /** How far an image may turn the figure to either side, in turns. */
  readonly turn: number;
  /** Smallest and largest radius, of half the image's side. */
  readonly size: readonly [number, number];
}

export interface ShapeClass {
  readonly name: string;
  readonly field: Field;
  /** Hue of the figure in turns, and how far it may stray; null for any colour. */
  readonly hue: readonly [number, number] | null;
}

/** What a draw decides of a figure. */
export interface Pose {
  readonly turn: number;
  readonly size: number;
}

const anyTurn = 0.5;
const usual: readonly [number, number] = [0.6, 0.85];

function family(
  name: string,
  turn: number,
  fields: Readonly<Record<string, Field>>,
  size = usual,
): Family {
  const classes = Object.entries(fields).map(([own, field]) => ({ name: own, field, hue: null }));
  return { name, turn, size, classes };
}

/** Classes that differ in colour alone. */
function coloured(
  name: string,
  field: Field,
  hues: Readonly<Record<string, number>>,
  stray: number,
): Family {
  const classes = Object.entries(hues).map(([own, hue]) => ({
    name: own,
    field,
    hue: [hue, stray] as const,
  }));
  return { name, turn: anyTurn, size: usual, classes };
}

const arrow = union(box(0.45, 0.16, -0.4), moved(polygon(3, 0.6), 0.4));
const pointer = moved(polygon(3, 0.5), 0.5);
const doubleArrow = union(box(0.5, 0.16), pointer, turned(pointer, 0.5));

const bar = 0.17;
const upright = (x: number): Field => box(bar, 0.8, x);
const level = (y: number): Field => box(0.65, bar, 0, y);

const moon = (offset: number): Field => without(circle(0.95), circle(0.85, offset));

const place = 0.52;
const dot = (x: number, y: number): Field => circle(0.26, x * place, y * place);
const dice = {
  one: dot(0, 0),
  two: union(dot(-1, -1), dot(1, 1)),
  three: union(dot(-1.2, -1.2), dot(0, 0), dot(1.2, 1.2)),
  four: union(dot(-1, -1), dot(1, -1), dot(-1, 1), dot(1, 1)),
  five: union(dot(-1.2, -1.2), dot(1.2, -1.2), dot(0, 0), dot(-1.2, 1.2), dot(1.2, 1.2)),
};

/** From 0 up to 1 and down to −1, `frequency` times over x from −1 to 1, in straight lines. */
const triangular = (frequency: number) => (x: number) => {
  const at = (x * frequency) / 2;
  return 1 - 4 * Math.abs(at - Math.floor(at + 0.5));
};
const sine = (frequency: number) => (x: number) => unitVector((x * frequency) / 2)[1];
/** A wall with three merlons. */
const battlement = union(
  box(0.95, 0.2, 0, 0.25),
  ...[-0.75, 0, 0.75].map((x) => box(0.2, 0.35, x, -0.05)),
);

const eyes = [circle(0.14, -0.33, -0.28), circle(0.14, 0.33, -0.28)];
const wink = [circle(0.14, -0.33, -0.28), box(0.2, 0.06, 0.33, -0.28)];
const head = circle(0.95);
/** The lower part of a ring, as a mouth; upside down it frowns. */
const smile: Field = (x, y) => Math.max(outline(circle(0.5), 0.08)(x, y), 0.2 - y);
const frown: Field = (x, y) => smile(x, 0.85 - y);
const grin: Field = (x, y) => Math.max(circle(0.55)(x, y), 0.12 - y);
const flat = box(0.4, 0.08, 0, 0.4);

export const families: readonly Family[] = [
  family('polygon', anyTurn, {
    triangle: polygon(3),
    square: polygon(4),
    pentagon: polygon(5),
    hexagon: polygon(6),
    octagon: polygon(8),
  }),
  family('star', anyTurn, {
    four: star(4, 0.4),
    five: star(5, 0.45),
    six: star(6, 0.5),
    seven: star(7, 0.52),
    eight: star(8, 0.55),
  }),
  family('ring', anyTurn, {
    hairline: outline(circle(0.85), 0.05),
    thin: outline(circle(0.8), 0.1),
    medium: outline(circle(0.75), 0.16),
    thick: outline(circle(0.7), 0.23),
    heavy: outline(circle(0.65), 0.31),
  }),
  family('ellipse', anyTurn, {
    round: ellipse(0.9, 0.9),
    plump: ellipse(0.92, 0.76),
    oval: ellipse(0.95, 0.62),
    long: ellipse(0.98, 0.47),
    spindle: ellipse(1, 0.3),
  }),
  family('gear', anyTurn, {
    six: wheel(6, 0.72, 3),
    seven: wheel(7, 0.72, 3),
    eight: wheel(8, 0.72, 3),
    nine: wheel(9, 0.72, 3),
    ten: wheel(10, 0.72, 3),
  }),
  family('flower', anyTurn, {
    three: flower(3),
    four: flower(4),
    five: flower(5),
    six: flower(6),
    seven: flower(7),
  }),
  family('moon', anyTurn, {
    sliver: moon(0.18),
    crescent: moon(0.36),
    half: moon(0.62),
    gibbous: moon(0.95),
    bitten: moon(1.3),
  }),
  family('pie', anyTurn, {
    'slice-gone': pie(0.08),
    'sixth-gone': pie(0.17),
    'quarter-gone': pie(0.25),
    'third-gone': pie(0.36),
    'half-gone': pie(0.5),
  }),
  family('arrow', 0.03, {
    right: arrow,
    down: turned(arrow, 0.25),
    left: turned(arrow, 0.5),
    up: turned(arrow, 0.75),
    both: doubleArrow,
  }),
  family('joint', 0.08, {
    ell: union(upright(-0.4), level(0.63)),
    tee: union(upright(0), level(-0.63)),
    plus: union(upright(0), level(0)),
    aitch: union(upright(-0.48), upright(0.48), box(0.4, bar)),
    you: union(upright(-0.48), upright(0.48), level(0.63)),
  }),
  family(
    'stripes',
    anyTurn,
    {
      widest: stripes(1.1),
      wide: stripes(1.6),
      middling: stripes(2.2),
      narrow: stripes(3),
      narrowest: stripes(4),
    },
    [0.9, 1.1],
  ),
  family(
    'checks',
    anyTurn,
    {
      largest: checks(0.8),
      large: checks(1.15),
      middling: checks(1.6),
      small: checks(2.2),
      smallest: checks(3),
    },
    [0.9, 1.1],
  ),
  family('dots', anyTurn, dice, [0.75, 0.95]),
  family(
    'spiral',
    anyTurn,
    {
      one: spiral(1.2, 0.13),
      'one-and-half': spiral(1.7, 0.11),
      two: spiral(2.2, 0.09),
      'two-and-half': spiral(2.7, 0.08),
      three: spiral(3.2, 0.07),
    },
    [0.8, 0.95],
  ),
  coloured(
    'disc',
    circle(0.9),
    { red: 0, yellow: 0.15, green: 0.34, blue: 0.62, magenta: 0.83 },
    0.02,
  ),
  coloured(
    'tint',
    box(0.75, 0.75),
    { jade: 0.42, sea: 0.46, teal: 0.5, petrol: 0.54, azure: 0.58 },
    0.016,
  ),
  family('nest', 0.06, {
    'circle-in-square': without(box(0.85, 0.85), circle(0.5)),
    'square-in-circle': without(circle(0.95), box(0.45, 0.45)),
    'triangle-in-circle': without(circle(0.95), turned(polygon(3, 0.7), 0.75)),
    'diamond-in-square': without(box(0.85, 0.85), polygon(4, 0.65)),
    'square-in-square': without(box(0.85, 0.85), box(0.45, 0.45)),
  }),
  family('cushion', anyTurn, {
    sharp: box(0.75, 0.75),
    eased: box(0.78, 0.78, 0, 0, 0.22),
    soft: box(0.81, 0.81, 0, 0, 0.42),
    plump: box(0.85, 0.85, 0, 0, 0.62),
    full: box(0.88, 0.88, 0, 0, 0.86),
  }),
  family('wave', 0.06, {
    line: band(() => 0, 0, 0.17),
    swell: band((x) => 0.35 * sine(1)(x), 0.8, 0.2),
    ripple: band((x) => 0.3 * sine(2.5)(x), 1.7, 0.26),
    zigzag: band((x) => 0.33 * triangular(2.5)(x), 1.6, 0.25),
    battlement,
  }),
  family(
    'face',
    0.05,
    {
      smile: without(head, ...eyes, smile),
      grin: without(head, ...eyes, grin),
      plain: without(head, ...eyes, flat),
      frown: without(head, ...eyes, frown),
      wink: without(head, ...wink, smile),
    },
    [0.75, 0.95],
  ),
];

/** The pose that a draw gives a figure of a family. */
export function poseOf({ turn, size: [smallest, largest] }: Family, random: Random): Pose {
  return {
    turn: turn * (2 * random.uniform() - 1),
    size: smallest + (largest - smallest) * random.uniform(),
  };
}
