/** Hiding parts finds the pixels that a network looks at, where it is known which these are. */
import { expect, it } from 'vitest';
import { occlude } from './occlude.ts';
import type { Answers, Predictor } from './predictor.ts';
import type { TrainedNetworks } from './trainedRun.ts';

const shape = { height: 12, width: 14, channels: 1 };
const size = shape.height * shape.width;

/** Pixels of a square of 3 × 3. */
const squareAt = (row: number, column: number): number[] =>
  Array.from(
    { length: 9 },
    (_, at) => (row + Math.floor(at / 3)) * shape.width + column + (at % 3),
  );

/** What each network looks at: it is as sure of its class as these pixels are light. */
const looks = [
  { label: 2, at: squareAt(2, 3) },
  { label: 0, at: squareAt(7, 9) },
];

function answersTo(pixels: Uint8Array): Answers {
  const count = pixels.length / size;
  const members = looks.map(({ label, at }) => {
    const values = new Float32Array(count * 3);
    for (let image = 0; image < count; image++) {
      const light = at.reduce((sum, pixel) => sum + pixels[image * size + pixel], 0);
      const sure = light / at.length / 255;
      for (let other = 0; other < 3; other++) values[image * 3 + other] = (1 - sure) / 2;
      values[image * 3 + label] = sure;
    }
    return values;
  });
  const levels = looks.map(() => null);
  return {
    count,
    ensemble: new Float64Array(count * 3),
    members,
    levels,
    weights: new Float64Array(count * 2),
  };
}

const known: Pick<Predictor, 'trained' | 'predict'> = {
  trained: {
    shape,
    state: { spec: { name: 'Two squares' }, dataset: { classes: ['a', 'b', 'c'] } },
  } as unknown as TrainedNetworks,
  predict: async (pixels) => answersTo(Uint8Array.from(pixels)),
};

/** Both squares light on a dark ground. */
const image = new Uint8Array(size);
for (const { at } of looks) for (const pixel of at) image[pixel] = 255;

it('finds the pixels that each network looks at, and no others', async () => {
  const done: boolean[] = [];
  const { labels, drops, settings } = await occlude(known, image, {
    onProgress: (progress) => done.push(progress.done === progress.total),
  });
  expect(labels).toEqual([2, 0]);
  expect(settings.grey).toEqual([0]);
  expect(done.at(-1)).toBe(true);
  looks.forEach(({ at }, network) => {
    const own = drops[network];
    expect(own).toHaveLength(size);
    const order = Array.from(own.keys()).sort((a, b) => own[b] - own[a]);
    // The middle of the square is hidden by the patches that hide most of it.
    const [row, column] = [Math.floor(at[4] / shape.width), at[4] % shape.width];
    expect(Math.abs(Math.floor(order[0] / shape.width) - row)).toBeLessThanOrEqual(1);
    expect(Math.abs((order[0] % shape.width) - column)).toBeLessThanOrEqual(1);
    // A patch that misses the square costs nothing, and none is further from it than it is wide.
    own.forEach((cost, pixel) => {
      const apart = Math.max(
        Math.abs(Math.floor(pixel / shape.width) - row),
        Math.abs((pixel % shape.width) - column),
      );
      if (apart > settings.patch) expect(cost).toBeCloseTo(0, 6);
      if (apart === 0) expect(cost).toBeGreaterThan(0.2);
    });
  });
});

it('is given up between two pieces', async () => {
  const abort = new AbortController();
  abort.abort(new Error('enough'));
  await expect(occlude(known, image, { signal: abort.signal })).rejects.toThrow('enough');
});
