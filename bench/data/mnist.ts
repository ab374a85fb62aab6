import { join } from 'node:path';

/** MNIST's four files in $ESPALIER_DATA/mnist, which may hold more. @throws Error where it is not set. */
export function mnistFiles(): string[] {
  const dataFolder = process.env.ESPALIER_DATA;
  if (dataFolder === undefined) {
    throw new Error('Set ESPALIER_DATA to the folder that holds mnist/ with its four files.');
  }
  return ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
    (name) => join(dataFolder, 'mnist', `${name}-ubyte.gz`),
  );
}
