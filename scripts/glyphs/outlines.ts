/** Reads faces from the installed font packages as polygons in em units, y up. */
import { readFileSync } from 'node:fs';
import opentype, { type Font, type PathCommand } from 'opentype.js';
import type { FontFamily } from './fonts.ts';
import type { Contour } from './rasterise.ts';

/** Line segments a curve; a whole glyph is 28 pixels high at most. */
const segmentsPerCurve = 8;

/** One face: its outlines by character, and the copyright its file states. */
export interface Face {
  readonly outlines: ReadonlyMap<string, readonly Contour[]>;
  readonly copyright: string;
}

/** A file of a family's package. */
export function packageFile(family: FontFamily, path: string): URL {
  return new URL(`../../node_modules/@fontsource/${family.id}/${path}`, import.meta.url);
}

/** Reads one face, with the outlines of the given characters. Throws where one is missing. */
export function readFace(family: FontFamily, face: string, characters: readonly string[]): Face {
  const bytes = readFileSync(packageFile(family, `files/${family.id}-latin-${face}.woff`));
  const font = opentype.parse(new Uint8Array(bytes).buffer);
  const name = `${family.name} ${face}`;
  return {
    outlines: new Map(characters.map((each) => [each, readOutline(font, each, name)])),
    copyright: font.getEnglishName('copyright') ?? '',
  };
}

function readOutline(font: Font, character: string, faceName: string): Contour[] {
  const glyph = font.charToGlyph(character);
  const contours = flatten(glyph.path.commands, 1 / font.unitsPerEm);
  if (glyph.index === 0 || contours.length === 0) {
    throw new Error(`${faceName} has no glyph for ${character}; leave the face out of fonts.ts`);
  }
  return contours;
}

/** A path as closed polygons, scaled. Contours too small to have an area are dropped. */
function flatten(commands: readonly PathCommand[], scale: number): Contour[] {
  const contours: number[][] = [];
  let current: number[] = [];
  for (const command of commands) {
    if (command.type === 'M') {
      current = [];
      contours.push(current);
    }
    appendCommand(current, command);
  }
  return contours
    .map((points) => withoutRepeats(points.map((value) => value * scale)))
    .filter((contour) => contour.length >= 6);
}

/** Appends the corners that a command adds, curves by their Bernstein polynomials. */
function appendCommand(points: number[], command: PathCommand): void {
  switch (command.type) {
    case 'M':
    case 'L':
      points.push(command.x, command.y);
      break;
    case 'Q':
      appendCurve(points, [command.x1, command.y1, command.x, command.y]);
      break;
    case 'C':
      appendCurve(points, [command.x1, command.y1, command.x2, command.y2, command.x, command.y]);
      break;
    case 'Z':
      break;
  }
}

/** Appends a Bézier curve from the last point through the given control points. */
function appendCurve(points: number[], controls: readonly number[]): void {
  const all = [...points.slice(-2), ...controls];
  for (let segment = 1; segment <= segmentsPerCurve; segment++) {
    points.push(...pointOnCurve(all, segment / segmentsPerCurve));
  }
}

/** A Bézier curve's point at t, by de Casteljau's repeated interpolation. */
function pointOnCurve(controls: readonly number[], t: number): readonly number[] {
  if (controls.length === 2) return controls;
  const inner = controls.slice(2).map((value, index) => {
    const before = controls[index];
    return before + t * (value - before);
  });
  return pointOnCurve(inner, t);
}

/** The polygon without corners that repeat the one before: those edges have no direction. */
function withoutRepeats(points: readonly number[]): Contour {
  const kept: number[] = [];
  for (let index = 0; index < points.length; index += 2) {
    const before = (index + points.length - 2) % points.length;
    if (points[index] !== points[before] || points[index + 1] !== points[before + 1]) {
      kept.push(points[index], points[index + 1]);
    }
  }
  return Float64Array.from(kept);
}
