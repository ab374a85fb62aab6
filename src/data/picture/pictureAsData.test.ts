import { expect, it } from 'vitest';
import { fittingOf, pictureAsData } from './pictureAsData.ts';

const grey = { height: 2, width: 2, channels: 1 as const, pixels: Uint8Array.of(1, 2, 3, 4) };

it('leaves a picture alone that is as the images are', () => {
  const { pixels, done } = pictureAsData(grey, { height: 2, width: 2, channels: 1 }, 'crop');
  expect([...pixels]).toEqual([1, 2, 3, 4]);
  expect(done).toEqual({ height: 2, width: 2, fitting: null, colour: null });
});

it('repeats grey for images in colour, and takes the brightness for grey ones', () => {
  const colour = pictureAsData(grey, { height: 2, width: 2, channels: 3 }, 'crop');
  expect([...colour.pixels]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  expect(colour.done.colour).toBe('repeated');
  const red = { height: 1, width: 1, channels: 3 as const, pixels: Uint8Array.of(255, 0, 0) };
  const back = pictureAsData(red, { height: 1, width: 1, channels: 1 }, 'crop');
  expect([...back.pixels]).toEqual([76]);
  expect(back.done.colour).toBe('grey');
});

it('brings other sizes to that of the images, as the run’s own were', () => {
  const wide = { height: 2, width: 6, channels: 1 as const, pixels: new Uint8Array(12).fill(9) };
  const { pixels, done } = pictureAsData(wide, { height: 2, width: 2, channels: 1 }, 'pad');
  expect(pixels).toHaveLength(4);
  expect([...pixels].some((value) => value === 0)).toBe(true);
  expect(done).toEqual({ height: 2, width: 6, fitting: 'pad', colour: null });
  expect(fittingOf({ size: { fitting: 'resize', height: 2, width: 2 } })).toBe('resize');
  expect(fittingOf(undefined)).toBe('crop');
});
