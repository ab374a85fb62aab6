import { featuresSource } from '../../spec/sections/featuresSource.ts';
import type { AnyDataset, AnyImages, DatasetOf } from '../dataset.ts';

/** A published data set that is known by its hash, whatever its files are called. */
interface KnownDataset {
  readonly name: string;
  /** How experiments name it. */
  readonly source: string;
}

/**
 * Files of MNIST and of its relatives bear the same names, so only the content tells them apart.
 * Hashes are those of the complete sets as published, read as IDX.
 */
const knownDatasets: Readonly<Record<string, KnownDataset>> = {
  '55c30526ab421aaa3ece6231e76bb5c3b07c7f2e8b93cc4cf6f1018176583a48': {
    name: 'MNIST',
    source: 'catalog:mnist',
  },
  '5fddc8eb56960824573ef5e1ea9cbf9955c9156ff1cb7dc77506105d11cac660': {
    name: 'Fashion-MNIST',
    source: 'catalog:fashion-mnist',
  },
};

/** The data set under its published name, if its content is known; else as it is. */
export function withKnownName<Images extends AnyImages>(
  dataset: DatasetOf<Images>,
): DatasetOf<Images> {
  const known = knownDatasets[dataset.hash];
  return known === undefined ? dataset : { ...dataset, name: known.name };
}

/**
 * How an experiment names the data set: `catalog:mnist` if it is known, `features:<model>:<images>` for
 * what a model computed, else `local:<name>`.
 */
export function sourceOf({
  hash,
  name,
  features,
}: Pick<AnyDataset, 'hash' | 'name' | 'features'>): string {
  if (features !== undefined) return featuresSource(features, features.source);
  return knownDatasets[hash]?.source ?? `local:${name}`.slice(0, 180);
}
