/** Answers the page's requests in the worker: it has a data set and an engine, and trains. */
import { glyphs } from '../data/catalog/glyphs.ts';
import { sourceOf, withKnownName } from '../data/catalog/knownDatasets.ts';
import { openGlyphs } from '../data/catalog/openGlyphs.ts';
import { makeShapes } from '../data/catalog/shapes/makeShapes.ts';
import { type Dataset, imageSize, imagesAt } from '../data/dataset.ts';
import { readTree } from '../data/hierarchy/readTree.ts';
import { readNetworkFile } from '../data/networkFile.ts';
import { plannedClasses } from '../data/prepare/split.ts';
import type { TaskOptions } from '../data/progress.ts';
import { readDataset } from '../data/readDataset.ts';
import type { ImageModules } from '../data/sources/imageSources.ts';
import { EngineError } from '../engine/engine.ts';
import { offerDevices, type Platform } from '../engine/tfjs/createEngine.ts';
import { offerThreads, type ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { assertNever } from '../lib/assertNever.ts';
import { hashBytes } from '../lib/hash.ts';
import { Interventions } from '../methods/interventions.ts';
import { PauseGate } from '../methods/runControl.ts';
import { estimateRun } from '../runner/estimate.ts';
import { initialNetwork } from '../runner/networks.ts';
import { previewHierarchy, sizesOf } from '../runner/previewHierarchy.ts';
import { checkResumable, type RunResumption, runExperiment } from '../runner/runExperiment.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { ImportedTree } from '../spec/methods/levelwise/levelwiseSchema.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { Files } from '../storage/files.ts';
import type { RemoteSettings } from '../storage/remote/remoteSet.ts';
import type { RunRecorder } from '../storage/runs/runRecorder.ts';
import type { StorageError } from '../storage/storageError.ts';
import { viewOf } from './datasetView.ts';
import { EventBatches } from './eventBatches.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';
import { KeptRuns, TolerantRecorder } from './keptRuns.ts';
import { Library, type OpenedData } from './library.ts';
import { NetworkCache } from './networkCache.ts';
import { OpenDatasets } from './openDatasets.ts';
import { createPainter } from './paintImages.ts';
import type {
  Answer,
  Ask,
  DatasetView,
  HierarchyPreview,
  ImageSelection,
  ListedRun,
  RequestMessage,
} from './protocol.ts';
import type { RunLocks } from './runLocks.ts';
import { Showcase } from './showcase.ts';
import { TestSplits } from './testSplits.ts';

export interface WorkerEnvironment extends Platform, ImageModules {
  /** Where data sets are kept. */
  readonly openFiles: () => Promise<Files>;
  /** Where fetching differs from the usual. */
  readonly remote?: Partial<RemoteSettings>;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly runLocks: RunLocks;
  /** Hears why a run that goes on is no longer written. */
  readonly onRunUnkept: (error: StorageError) => void;
}

interface RunUnderWay {
  readonly abort: AbortController;
  readonly gate: PauseGate;
  readonly interventions: Interventions;
}

/** What is trained, from where on, and where it is written. */
interface TrainingTask {
  readonly spec: ExperimentSpec;
  readonly runId: string;
  readonly threads: ThreadChoice | undefined;
  readonly dataset: Dataset;
  /** Null where nothing can be written. */
  readonly recorder: RunRecorder | null;
  readonly resumption: RunResumption | null;
}

/** One data set, one engine, one run at a time. */
export class RequestHandler {
  private readonly datasets = new OpenDatasets();
  private showcase: Showcase | null = null;
  private readonly library: Library;
  private readonly engine: ExclusiveEngine;
  private readonly testSplits = new TestSplits();
  private run: RunUnderWay | null = null;
  private readonly networks = new NetworkCache();
  private readonly keptRuns: KeptRuns;

  constructor(private readonly environment: WorkerEnvironment) {
    this.engine = new ExclusiveEngine(environment);
    this.library = new Library(environment.openFiles, environment.remote);
    this.keptRuns = new KeptRuns(environment.openFiles);
  }

  /** Answers one request. @throws DataError, EngineError or Error, for people. */
  async answer(
    request: RequestMessage,
    task: TaskOptions = {},
  ): Promise<Answer<RequestMessage['name']>> {
    switch (request.name) {
      case 'read-files':
        return this.readFiles(request.ask, task);
      case 'open-glyphs':
        return this.openGlyphs(request.ask);
      case 'open-shapes':
        return this.openShapes(task);
      case 'look-up':
        return this.library.lookUp(request.ask.name, task);
      case 'fetch-dataset':
        return this.fetchDataset(request.ask, task);
      case 'forget-downloads':
        return this.library.forgetDownloads();
      case 'list-stored':
        return this.library.view();
      case 'open-stored':
        return this.openStored(request.ask, task);
      case 'hold-dataset':
        this.datasets.makeCurrent(request.ask.hash);
        this.showcase = null;
        return {};
      case 'let-go-dataset':
        this.datasets.discard(request.ask.hash);
        return {};
      case 'keep-dataset':
        return this.library.keep(this.datasets.find(request.ask.hash), task);
      case 'remove-stored':
        return this.library.remove(request.ask.hash);
      case 'test-images':
        return this.selectImages(request.ask);
      case 'pick-images':
        return this.requireShowcase().pick(request.ask);
      case 'class-images':
        return this.requireShowcase().ofClass(request.ask);
      case 'summarise-images':
        return this.requireShowcase().summarise();
      case 'find-duplicates':
        return this.requireShowcase().duplicates(request.ask);
      case 'offer-devices':
        return { ...(await offerDevices()), threads: offerThreads(this.environment.threads) };
      case 'estimate':
        return this.estimate(request.ask);
      case 'start':
        return this.start(request.ask);
      case 'list-runs':
        return this.listRuns();
      case 'run-log':
        return this.runLog(request.ask);
      case 'go-on':
        return this.goOn(request.ask);
      case 'remove-run':
        await this.keptRuns.remove(request.ask.runId);
        return this.listRuns();
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
        return this.readHierarchy(request.ask);
      case 'preview-hierarchy':
        return this.previewHierarchy(request.ask);
      case 'intervene':
        this.run?.interventions.add(request.ask);
        return {};
      case 'network-file':
        return { bytes: this.networks.require(request.ask.hash) };
      case 'take-network':
        return this.takeNetwork(request.ask);
      default:
        return assertNever(request, 'request');
    }
  }

  private async readFiles(
    { files, choices = {} }: Ask<'read-files'>,
    task: TaskOptions,
  ): Promise<DatasetView> {
    const began = performance.now();
    const read = await readDataset(
      files.map((file) => ({
        name: file.webkitRelativePath || file.name,
        size: file.size,
        bytes: () => bytesOf(file),
        part: (start, end) => bytesOf(file.slice(start, end)),
      })),
      { ...this.environment, choices, ...task },
    );
    const dataset = withKnownName(read);
    task.signal?.throwIfAborted();
    const listed = files.map((file) => ({ name: file.name, bytes: file.size }));
    return this.added({ dataset, source: sourceOf(dataset), files: listed }, began);
  }

  /** Keeps a data set until the page says what becomes of it; returns the page's view of it. */
  private added(opened: OpenedData, began: number): DatasetView {
    this.datasets.add(opened);
    return viewOf(opened.dataset, opened.source, opened.files, began);
  }

  private requireShowcase(): Showcase {
    this.showcase ??= new Showcase(this.requireDataset());
    return this.showcase;
  }

  private async openGlyphs({ url }: Ask<'open-glyphs'>): Promise<DatasetView> {
    const began = performance.now();
    const response = await fetch(url).catch(() => {
      throw new EngineError(
        'Glyphs comes from where this page came from, and that cannot be reached.',
        'Connect this computer to the network, then try again; Shapes needs none.',
      );
    });
    if (!response.ok) {
      throw new EngineError(
        `The built-in data set could not be read: ${response.status} ${response.statusText}.`,
        'Whoever hosts this page must serve the file glyphs.bin beside it.',
      );
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const dataset = openGlyphs(bytes, glyphs);
    const files = [{ name: 'glyphs.bin', bytes: bytes.length }];
    return this.added({ dataset, source: 'builtin:glyphs', files }, began);
  }

  private async openShapes(task: TaskOptions): Promise<DatasetView> {
    const began = performance.now();
    const dataset = await makeShapes(task);
    return this.added({ dataset, source: 'builtin:shapes', files: [] }, began);
  }

  private async fetchDataset(
    { name, choices = {} }: Ask<'fetch-dataset'>,
    task: TaskOptions,
  ): Promise<DatasetView> {
    const began = performance.now();
    const options = { ...this.environment, choices, ...task };
    return this.added(await this.library.fetch(name, options), began);
  }

  private async openStored({ hash }: Ask<'open-stored'>, task: TaskOptions): Promise<DatasetView> {
    const began = performance.now();
    return this.added(await this.library.openStored(hash, task), began);
  }

  private async readHierarchy({ files }: Ask<'read-hierarchy'>): Promise<ImportedTree> {
    const { classes } = this.requireDataset();
    const opened = files.map(async (file) => ({ name: file.name, bytes: await bytesOf(file) }));
    return readTree(await Promise.all(opened), classes);
  }

  private async previewHierarchy({
    spec,
    threads,
  }: Ask<'preview-hierarchy'>): Promise<HierarchyPreview> {
    const dataset = this.requireDataset();
    const classes = plannedClasses(dataset, spec.dataset).map(({ name }) => name);
    const data = { shape: dataset.shape, classes };
    const initial = initialNetwork(spec, data, (hash) => this.networks.find(hash));
    const preview = async () => {
      const engine = () => this.engine.open(spec.device, threads);
      const { levels, notes } = await previewHierarchy(spec, dataset, { initial, engine });
      const sizes = levels.map((level) => ({ names: level.names, sizes: sizesOf(level) }));
      return { levels: sizes, notes };
    };
    // Only a network's features need the engine.
    return initial === null
      ? preview()
      : this.engine.exclusively(() => this.engine.discardingFailed(preview));
  }

  private async takeNetwork({ file }: Ask<'take-network'>): Promise<Answer<'take-network'>> {
    const bytes = await bytesOf(file);
    readNetworkFile(bytes, file.name);
    const hash = hashBytes(bytes);
    this.networks.keep(`opened ${hash}`, hash, bytes);
    return { hash };
  }

  private selectImages({ seed, choice, indices }: Ask<'test-images'>): ImageSelection {
    const dataset = this.requireDataset();
    const from = this.testSplits.of(dataset, seed, choice);
    const size = imageSize(dataset.shape);
    const known = indices.filter((index) => index < from.labels.length);
    const images = createPainter(dataset)(imagesAt(from.images, size, known));
    return { labels: Int32Array.from(known, (index) => from.labels[index]), images };
  }

  private estimate({ spec, threads }: Ask<'estimate'>): Promise<Answer<'estimate'>> {
    const dataset = this.requireDataset();
    return this.engine.exclusively(async () => {
      const engine = await this.engine.open(spec.device, threads);
      return this.engine.discardingFailed(() => estimateRun(spec, dataset, engine));
    });
  }

  /**
   * Data set, pause and stop count from the request on, not only once the engine is free: what is
   * opened meanwhile is for the next run.
   */
  private start({ spec, runId, threads }: Ask<'start'>): Promise<Answer<'start'>> {
    const dataset = this.requireDataset();
    return this.carryOut(runId, async (run) => {
      const recorder = await this.keptRuns.begin(runId);
      await this.train({ spec, runId, threads, dataset, recorder, resumption: null }, run);
    });
  }

  private async goOn({ runId, threads }: Ask<'go-on'>): Promise<Answer<'go-on'>> {
    const dataset = this.requireDataset();
    return this.carryOut(runId, async (run) => {
      const resumption = await this.keptRuns.find(runId);
      const { spec } = resumption.state;
      // Refused before anything of the log is cut off.
      checkResumable(resumption.checkpoint, spec, dataset);
      const recorder = await this.keptRuns.goOn(resumption);
      await this.train({ spec, runId, threads, dataset, recorder, resumption }, run);
    });
  }

  private async listRuns(): Promise<ListedRun[]> {
    const [runs, held] = await Promise.all([
      this.keptRuns.list(),
      this.environment.runLocks.held(),
    ]);
    return runs.map((run) => ({ ...run, isUnderWay: held.has(run.runId) }));
  }

  private async runLog({ runId, upTo }: Ask<'run-log'>): Promise<Answer<'run-log'>> {
    if (upTo === 'end') return { bytes: await this.keptRuns.log(runId) };
    return { bytes: (await this.keptRuns.find(runId)).log };
  }

  private async carryOut(
    runId: string,
    work: (run: RunUnderWay) => Promise<void>,
  ): Promise<Record<never, never>> {
    if (this.run !== null) {
      throw new EngineError('A run is under way already.', 'Wait for its end, or stop it first.');
    }
    const run = {
      abort: new AbortController(),
      gate: new PauseGate(),
      interventions: new Interventions(),
    };
    this.run = run;
    try {
      await this.environment.runLocks.whileHeld(runId, () =>
        this.engine.exclusively(() => work(run)),
      );
    } finally {
      this.run = null;
    }
    return {};
  }

  private async train(
    { spec, runId, threads, dataset, recorder, resumption }: TrainingTask,
    { abort: { signal }, gate, interventions }: RunUnderWay,
  ): Promise<void> {
    const outgoing = new EventBatches(this.environment.onEvents);
    const tolerant = new TolerantRecorder(recorder, this.environment.onRunUnkept);
    try {
      const engine = await this.engine.open(spec.device, threads);
      const events = runExperiment({
        runId,
        spec,
        dataset,
        engine,
        signal,
        gate,
        interventions,
        resumption,
        keepCheckpoint: (checkpoint) => tolerant.keepCheckpoint(checkpoint),
        networkFile: (hash) => this.networks.find(hash),
        onNetwork: ({ hash, bytes }) => this.networks.keep(runId, hash, bytes),
      });
      for await (const event of events) {
        outgoing.add(event);
        await tolerant.write(event);
        // A device that failed is of no use to the next run: it gets a fresh one.
        if (event.type === 'run-failed') this.engine.discard();
      }
    } finally {
      outgoing.flush();
      await tolerant.close();
    }
  }

  private requireDataset(): Dataset {
    return this.datasets.requireCurrent().dataset;
  }
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
