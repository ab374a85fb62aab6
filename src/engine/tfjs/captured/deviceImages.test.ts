/** Images that the device gathers from its own memory are those that the host gathers, bit for bit. */
import { tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centreWindow, drawWindow } from '../../../data/prepare/cropWindow.ts';
import type { ChosenImages, ImageSource } from '../../../data/prepare/imageSource.ts';
import { gatherInto } from '../../../data/prepare/imageSource.ts';
import { createNormaliser } from '../../../data/prepare/normalise.ts';
import { createRandom } from '../../../lib/random.ts';
import type { Backend } from '../backends/backend.ts';
import { installDawn, removeDawn } from '../testing/dawn.ts';
import { startForTest } from '../testing/devices.ts';

const missing = await installDawn();
afterAll(removeDawn);

const imageCount = 7;
const count = 40;

describe.skipIf(missing !== null)(`images on webgpu (${missing ?? 'present'})`, () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('webgpu');
  });
  afterAll(() => backend?.dispose());

  function sourceOf(height: number, width: number, channels: number): ImageSource {
    const random = createRandom(height, 'pixels');
    const shape = { height, width, channels };
    const pixels = Uint8Array.from({ length: imageCount * height * width * channels }, () =>
      random.integer(256),
    );
    const split = { images: pixels, labels: new Int32Array(imageCount) };
    return {
      pixels,
      shape,
      normaliser: createNormaliser(split, shape, 'per-channel'),
      window: null,
    };
  }

  /** Some images of a source, shifted by a few pixels or scaled from random windows. */
  function chosen(from: ImageSource, areScaled: boolean): ChosenImages {
    const random = createRandom(2, 'moves');
    const windows = Array.from({ length: count }, () =>
      drawWindow(from.shape, [0.08, 1], [3 / 4, 4 / 3], random),
    );
    const of = (key: keyof (typeof windows)[number]) =>
      Int16Array.from(windows, (window) => window[key]);
    const shifts = () => Int16Array.from({ length: count }, () => random.integer(5) - 2);
    const moves = {
      down: areScaled ? of('down') : shifts(),
      right: areScaled ? of('right') : shifts(),
      scaled: areScaled ? { rows: of('rows'), columns: of('columns') } : null,
      mirrored: Uint8Array.from({ length: count }, () => random.integer(2)),
    };
    return { from, indices: Int32Array.from({ length: count }, () => random.integer(7)), moves };
  }

  async function onDevice(images: ChosenImages): Promise<Float32Array> {
    backend.activate();
    const feed = backend.imageFeed(images, count, images.from.shape);
    feed.fill(images);
    const tensor = tidy(() => feed.tensor());
    const values = (await tensor.data()) as Float32Array;
    tensor.dispose();
    return values;
  }

  const sources = [sourceOf(6, 5, 3), sourceOf(33, 40, 1), sourceOf(1, 1, 3)];
  const cases = sources.flatMap((from): [string, ChosenImages][] => {
    const { height, width, channels } = from.shape;
    const size = `${height} × ${width} × ${channels}`;
    const window = centreWindow(from.shape, 0.6);
    return [
      [`shifted, ${size}`, chosen(from, false)],
      [`from random windows, ${size}`, chosen(from, true)],
      [`from the middle, ${size}`, { ...chosen({ ...from, window }, false), moves: null }],
    ];
  });

  it.each(cases)('are those of the host: %s', async (_, images) => {
    const { height, width, channels } = images.from.shape;
    const expected = new Float32Array(count * height * width * channels);
    gatherInto(expected, images);
    expect(new Set(expected).size).toBeGreaterThan(1);
    expect(await onDevice(images)).toEqual(expected);
    backend.check();
  });
});
