/**
 * `npm run trunk`: makes the trunk that comes with the page, and writes it where the page serves it.
 * Filters of 6 × 6 pixels are the centres that k-means finds among whitened patches of Shapes and
 * Glyphs, without their labels (Coates, Lee and Ng 2011); each is followed by a threshold, and by the
 * mean over each quarter of the image. The same patches give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type Dataset, imageSize } from '../../src/data/dataset.ts';
import { fitImage } from '../../src/data/layout/fitImage.ts';
import { hashBytes } from '../../src/lib/hash.ts';
import { createRandom } from '../../src/lib/random.ts';
import { openNamed } from '../../src/node/namedData.ts';

const side = 32;
const window = 6;
const size = window * window * 3;
const filters = 128;
const patchCount = 30_000;
const sweeps = 12;
/** Added to the variances, for patches on a scale from 0 to 1. */
const softening = 0.01;
/** Responses count from so many standard deviations above none. */
const threshold = 0.5;

const random = createRandom(1, 'trunk');

/** Patches of random places, each less its mean colour or grey. */
function patchesOf({ shape, train }: Dataset, count: number): Float64Array[] {
  const length = imageSize(shape);
  const images = train.images.length / length;
  const channels = shape.channels === 1 ? 1 : 3;
  return Array.from({ length: count }, () => {
    const at = random.integer(images) * length;
    const pixels = Uint8Array.from(train.images.subarray(at, at + length));
    const raster = { height: shape.height, width: shape.width, channels, pixels } as const;
    const image = fitImage(raster, { fitting: 'resize', height: side, width: side });
    const [top, left] = [random.integer(side - window + 1), random.integer(side - window + 1)];
    return Float64Array.from({ length: size }, (_, place) => {
      const channel = place % 3;
      const column = left + (Math.floor(place / 3) % window);
      const row = top + Math.floor(place / 3 / window);
      const from = (row * side + column) * image.channels + (image.channels === 1 ? 0 : channel);
      return image.pixels[from] / 255;
    });
  });
}

const half = patchCount / 2;
const patches = [
  ...patchesOf(await openNamed(['builtin:shapes']), half),
  ...patchesOf(await openNamed(['builtin:glyphs']), half),
];
const mean = Float64Array.from(
  { length: size },
  (_, at) => patches.reduce((sum, patch) => sum + patch[at], 0) / patches.length,
);
const covariance = new Array(size).fill(0).map(() => new Float64Array(size));
for (const patch of patches) {
  for (let i = 0; i < size; i++) {
    patch[i] -= mean[i];
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) covariance[i][j] += (patch[i] * patch[j]) / patches.length;
  }
}
for (let i = 0; i < size; i++)
  for (let j = i + 1; j < size; j++) covariance[i][j] = covariance[j][i];
const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
  new Matrix(covariance.map((row) => [...row])),
  { assumeSymmetric: true },
);
const vectors = eigenvectorMatrix.to2DArray();
/** Whitening that leaves directions as they are: V (Λ + ε)^−½ Vᵀ. */
const whitening = vectors.map((row) =>
  row.map((value, k) => value / Math.sqrt(Math.max(0, realEigenvalues[k]) + softening)),
);
const whitened = patches.map((patch) => {
  const inner = Float64Array.from({ length: size }, (_, k) =>
    whitening.reduce((sum, row, i) => sum + row[k] * patch[i], 0),
  );
  return Float64Array.from(vectors, (row) =>
    row.reduce((sum, value, k) => sum + value * inner[k], 0),
  );
});

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let at = 0; at < size; at++) sum += a[at] * b[at];
  return sum;
};
const unit = (vector: Float64Array) => {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
};
/** Patches of one value say nothing of shapes. */
const telling = whitened.filter((patch) => dot(patch, patch) > 1);
let centres = Array.from({ length: filters }, () => unit(telling[random.integer(telling.length)]));
for (let sweep = 0; sweep < sweeps; sweep++) {
  const sums = centres.map(() => new Float64Array(size));
  for (const patch of telling) {
    let [best, largest] = [0, Number.NEGATIVE_INFINITY];
    centres.forEach((centre, at) => {
      const response = dot(centre, patch);
      if (response > largest) [best, largest] = [at, response];
    });
    const sum = sums[best];
    for (let at = 0; at < size; at++) sum[at] += largest * patch[at];
  }
  centres = sums.map((sum) =>
    dot(sum, sum) > 0 ? unit(sum) : unit(telling[random.integer(telling.length)]),
  );
}

// A filter of the image itself: what whitening and the centre make of its patch together.
const kernel = new Float32Array(size * filters);
const bias = new Float32Array(filters);
centres.forEach((centre, filter) => {
  const inner = Float64Array.from({ length: size }, (_, k) =>
    vectors.reduce((sum, row, i) => sum + row[k] * centre[i], 0),
  );
  const weights = Float64Array.from(whitening, (row) =>
    row.reduce((sum, value, k) => sum + value * inner[k], 0),
  );
  weights.forEach((value, place) => {
    kernel[place * filters + filter] = value;
  });
  bias[filter] = -dot(weights, mean) - threshold;
});

const layers = [
  ['InputLayer', 'images', { batch_input_shape: [null, side, side, 3], dtype: 'float32' }],
  ['Rescaling', 'scale', { scale: 1 / 255, offset: 0 }],
  [
    'Conv2D',
    'patches',
    {
      filters,
      kernel_size: [window, window],
      strides: [2, 2],
      padding: 'valid',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: 'relu',
      use_bias: true,
    },
  ],
  [
    'AveragePooling2D',
    'quarters',
    { pool_size: [7, 7], strides: [7, 7], padding: 'valid', data_format: 'channels_last' },
  ],
  ['Flatten', 'features', { data_format: 'channels_last' }],
] as const;
const description = {
  format: 'layers-model',
  generatedBy: 'Espalier: npm run trunk',
  convertedBy: null,
  modelTopology: {
    class_name: 'Sequential',
    config: {
      name: 'patches',
      layers: layers.map(([class_name, name, config]) => ({
        class_name,
        config: { name, trainable: false, ...config },
      })),
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  },
  weightsManifest: [
    {
      paths: ['weights.bin'],
      weights: [
        { name: 'patches/kernel', shape: [window, window, 3, filters], dtype: 'float32' },
        { name: 'patches/bias', shape: [filters], dtype: 'float32' },
      ],
    },
  ],
};
const weights = new Uint8Array(kernel.byteLength + bias.byteLength);
weights.set(new Uint8Array(kernel.buffer));
weights.set(new Uint8Array(bias.buffer), kernel.byteLength);
const json = new TextEncoder().encode(`${JSON.stringify(description, null, 1)}\n`);
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'public/trunk');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'model.json'), json);
writeFileSync(join(folder, 'weights.bin'), weights);
const hash = hashBytes(json, weights);
writeFileSync(
  join(root, 'src/spec/presets/builtInTrunk.json'),
  `${JSON.stringify({ model: hash, name: 'patches', pixels: 'bytes' }, null, 2)}\n`,
);
console.log(`${weights.length} bytes of weights; SHA-256 ${hash}`);
