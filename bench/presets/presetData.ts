/** The data that a preset is measured on: built in, or the published files in $ESPALIER_DATA. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/data/dataset.ts';
import { dataOf } from '../../src/node/namedData.ts';
import type { ExperimentSpec } from '../../src/spec/experimentSpec.ts';

/** A published set’s folder in $ESPALIER_DATA, and which of its files hold the set. */
const published: Readonly<Record<string, { readonly folder: string; readonly files: RegExp }>> = {
  'catalog:mnist': { folder: 'mnist', files: /^(train|t10k)-.*-ubyte(\.gz)?$/ },
  'catalog:cifar-100': { folder: 'cifar-100', files: /\.(zip|tar\.gz)$/ },
};

/**
 * Files of a source in that folder; empty for what is built in; a sentence where they are missing.
 */
export function presetFiles(source: string, data: string | undefined): string[] | string {
  if (source.startsWith('builtin:')) return [];
  if (!(source in published)) return `${source} cannot be had`;
  const { folder, files } = published[source];
  if (data === undefined) return `${source} needs ESPALIER_DATA, a folder with ${folder}/`;
  const path = join(data, folder);
  const found = existsSync(path) ? readdirSync(path).filter((name) => files.test(name)) : [];
  return found.length > 0 ? found.map((name) => join(path, name)) : `${path} has no files of it`;
}

/** Reads each source once. */
export function datasetsBySource() {
  const read = new Map<string, Promise<Dataset>>();
  return (spec: ExperimentSpec, files: readonly string[]): Promise<Dataset> => {
    const { source } = spec.dataset;
    const dataset = read.get(source) ?? dataOf(spec, files);
    read.set(source, dataset);
    return dataset;
  };
}
