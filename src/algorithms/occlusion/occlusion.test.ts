import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hidePatch, patchPlaces, pixelDrops, usualOcclusion } from './occlusion.ts';

it('lays the patch over every pixel, and never beyond the edge', () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, side, side, (height, width, patch, step) => {
      const stride = Math.min(step, patch);
      const places = patchPlaces({ height, width }, { patch, stride });
      const hidden = pixelDrops(
        { height, width },
        places,
        patch,
        places.map(() => 1),
      );
      expect([...hidden].every((value) => value === 1)).toBe(true);
      for (const { row, column } of places) {
        expect(row + Math.min(patch, height)).toBeLessThanOrEqual(height);
        expect(column + Math.min(patch, width)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

it('hides with the colour given, and leaves the rest', () => {
  const shape = { height: 2, width: 2, channels: 3 };
  const target = new Uint8Array(12);
  const grey = [7, 8, 9];
  hidePatch(target, new Uint8Array(12).fill(1), shape, { row: 1, column: 1 }, { patch: 1, grey });
  expect([...target]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 8, 9]);
});

it('shares a drop out to the pixels that were hidden', () => {
  const size = { height: 1, width: 3 };
  const places = patchPlaces(size, { patch: 2, stride: 1 });
  expect([...pixelDrops(size, places, 2, [1, 0])]).toEqual([1, 0.5, 0]);
});

it('hides by the mean of the border, in about as many steps whatever the size', () => {
  const ring = new Uint8Array(9).fill(40);
  ring[4] = 255;
  expect(usualOcclusion(ring, { height: 3, width: 3, channels: 1 }).grey).toEqual([40]);
  for (const side of [28, 64, 224]) {
    const shape = { height: side, width: side, channels: 1 };
    const settings = usualOcclusion(new Uint8Array(side * side), shape);
    expect(patchPlaces(shape, settings).length).toBeLessThan(400);
  }
});
