import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { centreWindow, drawWindow, scaleWindow } from './cropWindow.ts';

const ratio = [3 / 4, 4 / 3] as const;

describe('drawWindow', () => {
  it('stays within the image, its area and ratio within their ranges', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 300 }),
        fc.integer({ min: 80, max: 120 }),
        fc.nat(),
        (height, percent, seed) => {
          const width = Math.round((height * percent) / 100);
          const random = createRandom(seed, 'test');
          const { down, right, rows, columns } = drawWindow(
            { height, width },
            [0.08, 1],
            ratio,
            random,
          );
          expect(Math.min(down, right, rows - 1, columns - 1)).toBeGreaterThanOrEqual(0);
          expect(down + rows).toBeLessThanOrEqual(height);
          expect(right + columns).toBeLessThanOrEqual(width);
          // Sides are rounded to whole pixels.
          expect((columns - 0.5) / (rows + 0.5)).toBeLessThanOrEqual(ratio[1] + 1e-9);
          expect((columns + 0.5) / (rows - 0.5)).toBeGreaterThanOrEqual(ratio[0] - 1e-9);
          expect((rows + 0.5) * (columns + 0.5)).toBeGreaterThanOrEqual(0.08 * height * width);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('covers the whole of both ranges', () => {
    const random = createRandom(1, 'test');
    const drawn = Array.from({ length: 2000 }, () =>
      drawWindow({ height: 224, width: 224 }, [0.08, 1], ratio, random),
    );
    const areas = drawn.map(({ rows, columns }) => (rows * columns) / 224 ** 2);
    const ratios = drawn.map(({ rows, columns }) => columns / rows);
    expect(Math.min(...areas)).toBeLessThan(0.09);
    expect(Math.max(...areas)).toBeGreaterThan(0.95);
    expect(Math.min(...ratios)).toBeLessThan(0.77);
    expect(Math.max(...ratios)).toBeGreaterThan(1.3);
    const wide = ratios.filter((each) => each > 1).length;
    expect(wide / drawn.length).toBeCloseTo(0.5, 1);
  });

  it('takes the middle where no window of the ratio fits', () => {
    const random = createRandom(1, 'test');
    const long = drawWindow({ height: 10, width: 100 }, [1, 1], ratio, random);
    expect(long).toEqual({ down: 0, right: 43, rows: 10, columns: 13 });
    const tall = drawWindow({ height: 100, width: 9 }, [1, 1], ratio, random);
    expect(tall).toEqual({ down: 44, right: 0, rows: 12, columns: 9 });
  });
});

it('centres a window', () => {
  expect(centreWindow({ height: 256, width: 256 }, 0.875)).toEqual({
    down: 16,
    right: 16,
    rows: 224,
    columns: 224,
  });
  expect(centreWindow({ height: 3, width: 4 }, 0.1)).toMatchObject({ rows: 1, columns: 1 });
});

describe('scaleWindow', () => {
  const shape = { height: 5, width: 6, channels: 1 };
  // biome-ignore format: rows of an image
  const image = Uint8Array.of(
    121, 66, 189, 242, 33, 6,
    240, 132, 119, 98, 240, 243,
    203, 77, 118, 77, 199, 7,
    32, 81, 21, 154, 15, 137,
    242, 198, 218, 202, 227, 68,
  );
  const scaled = (down: number, right: number, rows: number, columns: number) => {
    const target = new Uint8Array(30);
    scaleWindow(target, image, shape, { down, right, rows, columns });
    return [...target];
  };

  // Computed by Pillow 12.3: image.crop(window).resize((6, 5), BILINEAR).
  // biome-ignore format: rows of images
  const byPillow = [
    [[1, 1, 3, 4], [
      132, 126, 115, 102, 169, 240, 110, 115, 113, 95, 157, 224, 77, 98, 111, 84, 138, 199,
      79, 70, 70, 113, 106, 89, 81, 51, 43, 132, 85, 15,
    ]],
    [[0, 2, 2, 3], [
      189, 202, 229, 190, 85, 33, 182, 193, 216, 184, 97, 54, 154, 158, 166, 162, 145, 137,
      126, 123, 116, 140, 193, 219, 119, 114, 103, 134, 205, 240,
    ]],
    [[0, 0, 4, 6], [
      121, 66, 189, 242, 33, 6, 204, 112, 140, 141, 178, 172, 222, 105, 119, 88, 220, 125,
      152, 78, 89, 100, 144, 46, 32, 81, 21, 154, 15, 137,
    ]],
    [[2, 0, 3, 1], [
      203, 203, 203, 203, 203, 203, 135, 135, 135, 135, 135, 135, 32, 32, 32, 32, 32, 32,
      158, 158, 158, 158, 158, 158, 242, 242, 242, 242, 242, 242,
    ]],
  ] as const;

  it.each(byPillow)('gives what Pillow gives of the window %s', (window, expected) => {
    const [down, right, rows, columns] = window;
    expect(scaled(down, right, rows, columns)).toEqual([...expected]);
  });

  it('leaves the whole image as it is', () => {
    expect(scaled(0, 0, 5, 6)).toEqual([...image]);
  });

  it('scales each channel by itself', () => {
    const colours = Uint8Array.from({ length: 90 }, (_, at) => image[(at / 3) | 0] ^ (at % 3));
    const target = new Uint8Array(90);
    scaleWindow(
      target,
      colours,
      { ...shape, channels: 3 },
      { down: 1, right: 1, rows: 3, columns: 4 },
    );
    expect([...target].filter((_, at) => at % 3 === 0)).toEqual(scaled(1, 1, 3, 4));
  });
});
