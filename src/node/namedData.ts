/**
 * Data sets by name: those that come with this installation, and published ones, which are fetched
 * when the command names them and kept in a folder from then on.
 */
import { readFile } from 'node:fs/promises';
import { homedir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glyphs } from '../data/catalog/glyphs.ts';
import { sourceOf } from '../data/catalog/knownDatasets.ts';
import { openGlyphs } from '../data/catalog/openGlyphs.ts';
import { makeShapes } from '../data/catalog/shapes/makeShapes.ts';
import type { AnyDataset, Dataset } from '../data/dataset.ts';
import { limitsWithin } from '../data/limits.ts';
import type { LoadProgress } from '../data/progress.ts';
import { UndecidedError } from '../data/reading.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { formatBytes } from '../lib/numberFormat.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { imagesOfBuiltInTrunk } from '../spec/presets/builtInTrunk.ts';
import { filesOfSource } from '../spec/presets/presets.ts';
import { imagesSourceOf, isSameTrunk } from '../spec/sections/featuresSource.ts';
import type { FeaturesSpec } from '../spec/sections/featuresSpec.ts';
import { DatasetStore } from '../storage/datasetStore.ts';
import { isRemoteName } from '../storage/remote/remoteSet.ts';
import { Library } from '../worker/library.ts';
import { featuresFromDisk } from './featuresFromDisk.ts';
import { FolderFiles } from './folderFiles.ts';
import { imageModules } from './imageModules.ts';
import { readFromDisk, readOrFileFromDisk, sourceFiles } from './sourceFiles.ts';
import { UsageError } from './usageError.ts';

/** Where fetched data sets are kept. */
function cacheFolder(): string {
  const { ESPALIER_CACHE, XDG_CACHE_HOME } = process.env;
  return ESPALIER_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'espalier');
}

/** The data sets that are kept there. */
export const keptDatasets = () => new DatasetStore(new FolderFiles(cacheFolder()));

const library = () => new Library(async () => new FolderFiles(cacheFolder()), { where: 'node' });

/**
 * The data set that a command names: files and folders, `builtin:shapes`, or one to be fetched, as
 * `catalog:mnist`, `hf:owner/name` or an address. Images on disk that come to more than `held` bytes
 * once decoded stay in their files, where that is given. @throws DataError, StorageError, UsageError
 */
export async function openNamed(
  names: readonly string[],
  choices?: ReadingChoices,
): Promise<Dataset>;
export async function openNamed(
  names: readonly string[],
  choices?: ReadingChoices,
  held?: number,
): Promise<AnyDataset>;
export async function openNamed(
  names: readonly string[],
  choices: ReadingChoices = {},
  held?: number,
): Promise<AnyDataset> {
  const fromDisk = () =>
    held === undefined ? readFromDisk(names, choices) : readOrFileFromDisk(names, choices, held);
  const [name] = names;
  if (names.length > 1) return fromDisk();
  const builtIn = await openBuiltIn(name);
  if (builtIn !== null) return builtIn;
  return isRemoteName(name) ? openPublished(name, choices, held) : fromDisk();
}

/** The data of a run: what the command names, else what the spec names and is at hand. */
export async function dataOf(
  spec: ExperimentSpec,
  names: readonly string[],
  flags?: ReadingChoices,
): Promise<Dataset>;
export async function dataOf(
  spec: ExperimentSpec,
  names: readonly string[],
  flags?: ReadingChoices,
  held?: number,
  features?: string | null,
): Promise<AnyDataset>;
export async function dataOf(
  { dataset }: ExperimentSpec,
  names: readonly string[],
  { pixels, ...flags }: ReadingChoices = {},
  held?: number,
  features: string | null = null,
): Promise<AnyDataset> {
  if (features === null && dataset.features === undefined)
    return imagesOf(dataset, names, flags, held);
  const kept = dataset.features === undefined ? null : await openKept(dataset, held);
  if (kept !== null) return kept;
  const isBuiltIn = imagesOfBuiltInTrunk(dataset.source) !== null;
  const path = features ?? (isBuiltIn ? installedTrunk : null);
  if (path === null) throw modelNeeded(dataset);
  const { features: named, hash: _, ...others } = dataset;
  const source = imagesSourceOf(dataset.source) ?? dataset.source;
  const hash = named === undefined ? dataset.hash : null;
  const images = await imagesOf({ ...others, source, hash }, names, flags, held);
  const model = { path, files: sourceFiles(path), pixels };
  const told = names.length > 0 || source.startsWith('local:') ? namedAs(names, images) : source;
  return featuresFromDisk({ dataset: images, source: told }, model, named, library());
}

/** How experiments name images that a command names. */
function namedAs([name = '', ...others]: readonly string[], images: AnyDataset): string {
  const isName = others.length === 0 && (name.startsWith('builtin:') || isRemoteName(name));
  return isName && !name.includes('//') ? name : sourceOf(images);
}

/** The trunk of this installation. */
const installedTrunk = fileURLToPath(new URL('../../public/trunk', import.meta.url));

/** The experiment trains on features that were never computed here. */
function modelNeeded({ features, source }: ExperimentSpec['dataset']): UsageError {
  const hash = features?.model.slice(0, 12) ?? '';
  return new UsageError(
    `The experiment needs ${source}, the features of a model that are not kept in ${cacheFolder()}. Give the model “${features?.name}”, whose hash begins with ${hash}: --features <folder, zip or model.json>`,
  );
}

async function imagesOf(
  dataset: ExperimentSpec['dataset'],
  names: readonly string[],
  flags: ReadingChoices,
  held: number | undefined,
): Promise<AnyDataset> {
  if (names.length > 0) {
    const choices = { ...dataset.reading, ...flags };
    try {
      return await openNamed(names, choices, held);
    } catch (error) {
      return await openAsRecorded(dataset, names, choices, held, error);
    }
  }
  const found = (await openBuiltIn(dataset.source)) ?? (await openKept(dataset, held));
  if (found !== null) return found;
  const fetched = isRemoteName(dataset.source)
    ? ` Let it be fetched: --data ${dataset.source}. Or give`
    : ' Give';
  const files = filesOfSource(dataset.source);
  const which = files === null ? '' : ` They are ${files}.`;
  throw new UsageError(
    `The experiment needs ${dataset.source}, which is neither built in nor kept in ${cacheFolder()}.${fetched} its files: --data <file or folder>…${which}`,
  );
}

/**
 * Rows of numbers that are asked about today were vectors when experiments said nothing of them: so
 * they are where that gives the data that is recorded. @throws the error of reading them otherwise.
 */
async function openAsRecorded(
  { hash }: Pick<ExperimentSpec['dataset'], 'hash'>,
  names: readonly string[],
  choices: ReadingChoices,
  held: number | undefined,
  error: unknown,
): Promise<AnyDataset> {
  const isOfRows =
    error instanceof UndecidedError && error.questions.every(({ kind }) => kind === 'rows');
  if (hash === null || !isOfRows) throw error;
  const { reading, ...found } = await openNamed(names, { ...choices, rows: 'vectors' }, held);
  if (found.hash !== hash) throw error;
  const { rows: _, ...answered } = reading ?? {};
  return Object.keys(answered).length === 0 ? found : { ...found, reading: answered };
}

/** The built-in data set of that source; null where there is none. */
async function openBuiltIn(source: string): Promise<Dataset | null> {
  if (source === 'builtin:shapes') return makeShapes();
  return source === 'builtin:glyphs' ? openInstalledGlyphs() : null;
}

/** Glyphs, from the files of this installation. */
async function openInstalledGlyphs(): Promise<Dataset> {
  const file = new URL('../../public/glyphs.bin', import.meta.url);
  return openGlyphs(new Uint8Array(await readFile(file)), glyphs);
}

/** A data set that was fetched before, by its hash, else by its published name; null for others. */
async function openKept(
  named: Pick<ExperimentSpec['dataset'], 'source' | 'hash' | 'reading' | 'features'>,
  held = Number.POSITIVE_INFINITY,
) {
  const { datasets } = await library().view();
  const kept = datasets.find(
    (one) =>
      one.state === 'whole' &&
      (named.hash === null ? isNamedSo(one, named) : one.hash === named.hash),
  );
  if (kept === undefined) return null;
  return (await library().openStored(kept.hash, {}, held)).dataset;
}

interface ReadSource {
  readonly source: string;
  readonly reading?: ReadingChoices | undefined;
  readonly features?: Pick<FeaturesSpec, 'model' | 'pixels'> | undefined;
}

/** Whether a kept set is of that name, was read with the same answers, and computed by the same model. */
const isNamedSo = (kept: ReadSource, named: ReadSource): boolean =>
  kept.source === named.source &&
  canonicalJson(kept.reading ?? {}) === canonicalJson(named.reading ?? {}) &&
  isSameTrunk(kept.features, named.features);

async function openPublished(
  name: string,
  choices: ReadingChoices,
  held?: number,
): Promise<AnyDataset> {
  const isChosen = Object.keys(choices).length > 0;
  // Kept as it was read: with other choices it is read anew.
  const kept = isChosen ? null : await openKept({ source: name, hash: null }, held);
  if (kept !== null) return kept;
  const shelf = library();
  const onProgress = tellShare(name);
  const limits = limitsWithin(totalmem());
  const fetched = await shelf.fetch(name, {
    ...imageModules,
    limits,
    choices,
    onProgress,
    takesDefaults: true,
  });
  await shelf.keep(fetched, {});
  return fetched.dataset;
}

/** Tells on standard error at every tenth part how much has come. */
function tellShare(name: string): (progress: LoadProgress) => void {
  let last = 0;
  return ({ stage, done, total }) => {
    if (stage !== 'fetch' || total === null) return;
    const tenth = Math.floor((10 * done) / total);
    if (tenth <= last) return;
    last = tenth;
    console.error(`${name}: ${formatBytes(done)} of ${formatBytes(total)}`);
  };
}
