/** What happens in the worker: holds a data set and an engine, trains, answers the page. */
import { glyphs } from '../data/catalog/glyphs.ts';
import { sourceOf, withKnownName } from '../data/catalog/knownDatasets.ts';
import { openGlyphs } from '../data/catalog/openGlyphs.ts';
import { countClasses, type Dataset, imageSize } from '../data/dataset.ts';
import type { JpegModuleSource } from '../data/formats/jpeg.ts';
import { readDataset } from '../data/readDataset.ts';
import { type Engine, EngineError } from '../engine/engine.ts';
import { createEngine, offerDevices, type Platform } from '../engine/tfjs/createEngine.ts';
import { assertNever } from '../lib/assertNever.ts';
import { PauseGate } from '../methods/pace.ts';
import { estimateRun } from '../runner/estimate.ts';
import { runExperiment } from '../runner/runExperiment.ts';
import type { DeviceChoice, ExperimentSpec } from '../spec/experimentSpec.ts';
import type { RunEvent } from '../spec/runEvent.ts';
import { EventBatches } from './eventBatches.ts';
import type { Answer, Ask, DatasetView, ImageSelection, RequestMessage } from './protocol.ts';

export interface Surroundings extends Platform {
  readonly jpegModule: JpegModuleSource;
  readonly onEvents: (events: readonly RunEvent[]) => void;
}

/** Sample images of each class that the page gets with a data set. */
const samplesPerClass = 18;

interface RunUnderWay {
  readonly abort: AbortController;
  readonly gate: PauseGate;
}

/** One data set, one engine, one run at a time. */
export class Workroom {
  private dataset: Dataset | null = null;
  private engine: { readonly choice: DeviceChoice; readonly engine: Engine } | null = null;
  private run: RunUnderWay | null = null;
  /** Timings and runs wait for one another: they share the engine. */
  private engineWork: Promise<unknown> = Promise.resolve();

  constructor(private readonly surroundings: Surroundings) {}

  /** Answers one request. @throws DataError, EngineError or Error, for people. */
  async answer(request: RequestMessage): Promise<Answer<RequestMessage['name']>> {
    switch (request.name) {
      case 'read-files':
        return this.readFiles(request.ask);
      case 'open-glyphs':
        return this.openGlyphs(request.ask);
      case 'images':
        return this.selectImages(request.ask);
      case 'offer-devices':
        return offerDevices();
      case 'estimate':
        return this.estimate(request.ask);
      case 'start':
        return this.start(request.ask);
      case 'pause':
        this.run?.gate.pause();
        return {};
      case 'resume':
        this.run?.gate.resume();
        return {};
      case 'stop':
        this.run?.abort.abort();
        return {};
      case 'read-hierarchy':
      case 'preview-hierarchy':
      case 'intervene':
      case 'network-file':
      case 'take-network':
        throw new Error(`${request.name} is not at hand yet`);
      default:
        return assertNever(request, 'request');
    }
  }

  private async readFiles({ files }: Ask<'read-files'>): Promise<DatasetView> {
    const began = performance.now();
    const read = await readDataset(
      files.map((file) => ({
        name: file.webkitRelativePath || file.name,
        size: file.size,
        bytes: async () => new Uint8Array(await file.arrayBuffer()),
      })),
      { jpegModule: this.surroundings.jpegModule },
    );
    const dataset = withKnownName(read);
    this.dataset = dataset;
    const listed = files.map((file) => ({ name: file.name, bytes: file.size }));
    return viewOf(dataset, sourceOf(dataset), listed, began);
  }

  private async openGlyphs({ url }: Ask<'open-glyphs'>): Promise<DatasetView> {
    const began = performance.now();
    const response = await fetch(url);
    if (!response.ok) {
      throw new EngineError(
        `The built-in data set could not be read: ${response.status} ${response.statusText}.`,
        'Whoever hosts this page must serve the file glyphs.bin beside it.',
      );
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const dataset = openGlyphs(bytes, glyphs);
    this.dataset = dataset;
    const listed = [{ name: 'glyphs.bin', bytes: bytes.length }];
    return viewOf(dataset, 'builtin:glyphs', listed, began);
  }

  private selectImages({ split, indices }: Ask<'images'>): ImageSelection {
    const dataset = this.requireDataset();
    const from = dataset[split];
    if (from === null) return { labels: new Int32Array(), images: new Uint8Array() };
    const size = imageSize(dataset.shape);
    const known = indices.filter((index) => index < from.labels.length);
    const images = new Uint8Array(known.length * size);
    known.forEach((index, place) => {
      images.set(from.images.subarray(index * size, (index + 1) * size), place * size);
    });
    return { labels: Int32Array.from(known, (index) => from.labels[index]), images };
  }

  private estimate({ spec }: Ask<'estimate'>): Promise<Answer<'estimate'>> {
    const dataset = this.requireDataset();
    return this.alone(async () => {
      const engine = await this.engineFor(spec.device);
      try {
        return await estimateRun(spec, dataset, engine);
      } catch (error) {
        if (error instanceof EngineError) this.discardEngine();
        throw error;
      }
    });
  }

  /**
   * Data set, pause and stop count from the request on, not only once the engine is free: what is
   * opened meanwhile is for the next run.
   */
  private async start({ spec, runId }: Ask<'start'>): Promise<Answer<'start'>> {
    const dataset = this.requireDataset();
    if (this.run !== null) {
      throw new EngineError('A run is under way already.', 'Wait for its end, or stop it first.');
    }
    const run = { abort: new AbortController(), gate: new PauseGate() };
    this.run = run;
    try {
      await this.alone(() => this.train(spec, runId, dataset, run));
    } finally {
      this.run = null;
    }
    return {};
  }

  private async train(
    spec: ExperimentSpec,
    runId: string,
    dataset: Dataset,
    { abort: { signal }, gate }: RunUnderWay,
  ): Promise<void> {
    const outgoing = new EventBatches(this.surroundings.onEvents);
    try {
      const engine = await this.engineFor(spec.device);
      const events = runExperiment({ runId, spec, dataset, engine, signal, gate });
      for await (const event of events) {
        outgoing.add(event);
        // A device that failed is of no use to the next run: it gets a fresh one.
        if (event.type === 'run-failed') this.discardEngine();
      }
    } finally {
      outgoing.flush();
    }
  }

  private requireDataset(): Dataset {
    if (this.dataset === null) {
      throw new EngineError(
        'There is no data set yet.',
        'Open one first: drop files, or take Glyphs.',
      );
    }
    return this.dataset;
  }

  private async engineFor(choice: DeviceChoice): Promise<Engine> {
    if (this.engine?.choice !== choice) {
      this.discardEngine();
      this.engine = { choice, engine: await createEngine(choice, this.surroundings) };
    }
    return this.engine.engine;
  }

  private discardEngine(): void {
    this.engine?.engine.dispose();
    this.engine = null;
  }

  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.engineWork.then(work);
    this.engineWork = result.catch(() => {});
    return result;
  }
}

function viewOf(
  dataset: Dataset,
  source: string,
  files: DatasetView['files'],
  began: number,
): DatasetView {
  const { name, hash, format, classes, shape, train, test, notes } = dataset;
  return {
    source,
    name,
    hash,
    format,
    classes,
    shape,
    trainCounts: countClasses(train.labels, classes.length),
    testCounts: test && countClasses(test.labels, classes.length),
    samples: samplesOf(dataset),
    notes,
    files,
    seconds: (performance.now() - began) / 1000,
  };
}

function samplesOf({ train, classes, shape }: Dataset): Uint8Array[][] {
  const size = imageSize(shape);
  const samples: Uint8Array[][] = classes.map(() => []);
  train.labels.forEach((label, index) => {
    if (samples[label].length === samplesPerClass) return;
    samples[label].push(train.images.slice(index * size, (index + 1) * size));
  });
  return samples;
}
