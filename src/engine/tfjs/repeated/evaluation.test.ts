import { expect, it } from 'vitest';
import type { Backend } from '../backends/backend.ts';
import { Evaluation } from './evaluation.ts';

/** Sizes of the pieces that so many images of a shape are predicted in. */
async function piecesOf(count: number, side: number): Promise<number[]> {
  const shape = { height: side, width: side, channels: 3 };
  const pieces: number[] = [];
  const backend = {
    imageFeed: (_images: unknown, size: number) => ({
      fill: () => void pieces.push(size),
    }),
    repeat: () => ({
      run: () => {},
      take: async () => new Float32Array(count + 256),
    }),
  } as unknown as Backend;
  const source = {} as never;
  const images = { from: source, indices: new Int32Array(count), moves: null };
  const [values] = await new Evaluation(backend, shape, [1], () => []).of(images);
  expect(values.length).toBe(count);
  return pieces;
}

it('predicts small images in pieces of equal size, of few hundred each', async () => {
  expect(await piecesOf(1000, 32)).toEqual([250, 250, 250, 250]);
  expect(await piecesOf(257, 8)).toEqual([129, 129]);
  expect(await piecesOf(3, 8)).toEqual([3]);
});

it('predicts fewer large images at a time, and one at least', async () => {
  const pieces = await piecesOf(20, 224);
  expect(Math.max(...pieces)).toBeLessThanOrEqual(8);
  expect(await piecesOf(2, 1024)).toEqual([1, 1]);
});
