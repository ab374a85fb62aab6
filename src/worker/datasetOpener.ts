/** The ways a data set is opened: dropped files, built-in ones, fetched ones, stored ones. */
import { glyphs } from '../data/catalog/glyphs.ts';
import { sourceOf, withKnownName } from '../data/catalog/knownDatasets.ts';
import { openGlyphs } from '../data/catalog/openGlyphs.ts';
import { makeShapes } from '../data/catalog/shapes/makeShapes.ts';
import type { ImageModules } from '../data/formats/format.ts';
import { type DataLimits, defaultLimits } from '../data/limits.ts';
import type { TaskOptions } from '../data/progress.ts';
import { readDataset } from '../data/readDataset.ts';
import { UndecidedError } from '../data/reading.ts';
import type { ImageDecoders } from '../data/streaming/decodeJob.ts';
import { readTrunk } from '../data/trunks/readTrunk.ts';
import { refuseNetwork } from '../data/trunks/refuseNetwork.ts';
import type { FrozenTrunk } from '../data/trunks/trunk.ts';
import { EngineError } from '../engine/engine.ts';
import { builtInTrunk } from '../spec/presets/builtInTrunk.ts';
import { viewOf } from './datasetView.ts';
import { deviceLimits } from './deviceLimits.ts';
import type { FeatureOpener } from './featureOpener.ts';
import type { Library, OpenedData } from './library.ts';
import type { OpenDatasets } from './openDatasets.ts';
import { filesTold } from './pile/filesTold.ts';
import { pileSources } from './pile/pileSources.ts';
import { Piles } from './pile/piles.ts';
import type { DatasetView } from './protocol/dataRequests.ts';
import type { Ask } from './protocol/requests.ts';

/** How images are decoded: one after another, and, where there are threads, as training needs them. */
interface Decoding extends ImageModules {
  readonly decoders?: ImageDecoders;
}

/** Of what a data set may take in memory: what small files may, and what is kept for answers. */
const heldShare = 1 / 8;
const keptShare = 3 / 8;

export class DatasetOpener {
  /** What was dropped and is not read yet. */
  readonly piles = new Piles(heldBytesOf(deviceLimits()) * heldShare);

  constructor(
    private readonly datasets: OpenDatasets,
    private readonly library: Library,
    private readonly decoding: Decoding,
    private readonly features: FeatureOpener,
  ) {}

  /** @throws DataError */
  async readFiles(
    { choices = {}, ...asked }: Ask<'read-files'>,
    task: TaskOptions,
  ): Promise<DatasetView> {
    const began = performance.now();
    const limits = deviceLimits();
    const most = limits.entries ?? defaultLimits.entries;
    try {
      const files = await this.piles.filesOf(asked, most, task);
      const sources = pileSources(files, this.piles.heldOf(asked.pile));
      const ofModel = await this.features.open(sources, choices, this.datasets.held, limits, task);
      if (ofModel !== null) {
        task.signal?.throwIfAborted();
        this.piles.letGo(asked.pile);
        return await this.added(ofModel, began);
      }
      await refuseNetwork(sources, { ...defaultLimits, ...limits });
      const { decoders } = this.decoding;
      const streaming = decoders && { held: heldBytesOf(limits), decoders };
      const kept = this.piles.keptOf(asked.pile, heldBytesOf(limits) * keptShare);
      const options = { ...this.decoding, limits, choices, streaming, kept, ...task };
      const dataset = withKnownName(await readDataset(sources, options));
      task.signal?.throwIfAborted();
      this.piles.letGo(asked.pile);
      return this.added({ dataset, source: sourceOf(dataset), files: filesTold(files) }, began);
    } catch (error) {
      if (!(error instanceof UndecidedError)) this.piles.letGo(asked.pile);
      throw error;
    }
  }

  /** @throws EngineError where its file cannot be had */
  async openGlyphs({ url }: Ask<'open-glyphs'>): Promise<DatasetView> {
    const began = performance.now();
    return this.added(await glyphsFrom(url), began);
  }

  async openShapes(task: TaskOptions): Promise<DatasetView> {
    const began = performance.now();
    return this.added(await shapesMade(task), began);
  }

  /** @throws EngineError where a file of the page cannot be had */
  async openFeatures(
    { images, glyphsUrl, trunkUrl }: Ask<'open-features'>,
    task: TaskOptions,
  ): Promise<DatasetView> {
    const began = performance.now();
    const isGlyphs = images === 'builtin:glyphs';
    const at = isGlyphs ? await glyphsFrom(glyphsUrl) : await shapesMade(task);
    const trunk = await trunkOfPage(trunkUrl);
    const features = await this.features.featuresOf(at, trunk, builtInTrunk.pixels, task);
    return this.added(features, began);
  }

  async fetchDataset(
    { name, choices = {} }: Ask<'fetch-dataset'>,
    task: TaskOptions,
  ): Promise<DatasetView> {
    const began = performance.now();
    const options = { ...this.decoding, limits: deviceLimits(), choices, ...task };
    return this.added(await this.library.fetch(name, options), began);
  }

  async openStored({ hash }: Ask<'open-stored'>, task: TaskOptions): Promise<DatasetView> {
    const began = performance.now();
    return this.added(
      await this.library.openStored(hash, task, heldBytesOf(deviceLimits())),
      began,
    );
  }

  /** Keeps a data set until the page says what becomes of it; returns the page's view of it. */
  private added(opened: OpenedData, began: number): Promise<DatasetView> {
    this.datasets.add(opened);
    return viewOf(opened.dataset, opened.source, opened.files, began);
  }
}

/** Bytes of decoded images that may be held: as much as a data set may have in memory. */
const heldBytesOf = ({ decodedBytes = defaultLimits.decodedBytes }: Partial<DataLimits>): number =>
  decodedBytes;

async function glyphsFrom(url: string): Promise<OpenedData> {
  const bytes = await bytesFrom(url, 'Glyphs', 'glyphs.bin');
  const files = [{ name: 'glyphs.bin', bytes: bytes.length }];
  return { dataset: openGlyphs(bytes, glyphs), source: 'builtin:glyphs', files };
}

async function shapesMade(task: TaskOptions): Promise<OpenedData> {
  return { dataset: await makeShapes(task), source: 'builtin:shapes', files: [] };
}

/** The trunk that comes with the page. */
async function trunkOfPage(folder: string): Promise<FrozenTrunk> {
  const [json, weights] = await Promise.all(
    ['model.json', 'weights.bin'].map((name) =>
      bytesFrom(folder + name, 'The trunk', `trunk/${name}`),
    ),
  );
  return readTrunk({
    file: 'model.json',
    name: builtInTrunk.name,
    json,
    shard: () => ({ size: weights.length, read: async () => weights }),
  });
}

/** A file of the page. @throws EngineError where it cannot be had */
async function bytesFrom(url: string, what: string, file: string): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => {
    throw new EngineError(
      `${what} comes from where this page came from, and that cannot be reached.`,
      'Connect this computer to the network, then try again; Shapes needs none.',
    );
  });
  if (!response.ok) {
    throw new EngineError(
      `The built-in data set could not be read: ${response.status} ${response.statusText}.`,
      `Whoever hosts this page must serve the file ${file} beside it.`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
