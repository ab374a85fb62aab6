/** Answers the page's requests in the worker: whoever has what a request is about is asked. */
import type { AnyDataset } from '../data/dataset.ts';
import type { ImageModules } from '../data/formats/format.ts';
import { readTree } from '../data/hierarchy/readTree.ts';
import { plannedClasses } from '../data/prepare/split.ts';
import type { TaskOptions } from '../data/progress.ts';
import type { ImageDecoders } from '../data/streaming/decodeJob.ts';
import { offerDevices, type Platform } from '../engine/tfjs/createEngine.ts';
import { offerThreads } from '../engine/tfjs/parallel/threadChoice.ts';
import { assertNever } from '../lib/assertNever.ts';
import { estimateRun } from '../runner/estimate.ts';
import { initialNetwork } from '../runner/networks.ts';
import { previewHierarchy, sizesOf } from '../runner/previewHierarchy.ts';
import { profileStep } from '../runner/profileStep.ts';
import { startingNetworkOf } from '../spec/experimentSpec.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { ImportedTree } from '../spec/sections/treeSpec.ts';
import type { Files } from '../storage/files.ts';
import type { RemoteSettings } from '../storage/remote/remoteSet.ts';
import type { StorageError } from '../storage/storageError.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import { DatasetOpener } from './datasetOpener.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';
import { FeatureOpener } from './featureOpener.ts';
import { graphicsNotebook } from './graphicsNotebook.ts';
import { KeptRuns } from './keptRuns.ts';
import { KeptSweeps } from './keptSweeps.ts';
import { Library } from './library.ts';
import { LongerRuns } from './longerRuns.ts';
import { NetworkCache } from './networkCache.ts';
import { OpenDatasets } from './openDatasets.ts';
import { OutputCache } from './outputCache.ts';
import { createPainter } from './paintImages.ts';
import type { ImageSelection } from './protocol/imageRequests.ts';
import type { RequestMessage } from './protocol/messages.ts';
import type { HierarchyPreview } from './protocol/networkRequests.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import type { RunLocks } from './runLocks.ts';
import { RunShelf } from './runShelf.ts';
import { Showcase } from './showcase.ts';
import { stepPatience } from './stepPatience.ts';
import { TestSplits } from './testSplits.ts';
import { TrainingRuns } from './trainingRuns.ts';
import { TriedRuns } from './triedRuns.ts';
import { VotedOutputs } from './votedOutputs.ts';

export interface WorkerEnvironment extends Platform, ImageModules {
  /** What decodes images of data sets that are larger than memory; absent where all must fit. */
  readonly decoders?: ImageDecoders;
  /** Where data sets are kept. */
  readonly openFiles: () => Promise<Files>;
  /** Has runs read only once a newer page writes them. */
  readonly guardRunFiles?: (files: Files) => Promise<Files>;
  /** What is learned of graphics adapters holds for this page in this browser; absent where it is not kept. */
  readonly version?: string;
  /** Where fetching differs from the usual. */
  readonly remote?: Partial<RemoteSettings>;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly runLocks: RunLocks;
  /** Hears why a run that goes on is no longer written. */
  readonly onRunUnkept: (error: StorageError) => void;
  /** Hears how many seconds a step may take, before there is one. */
  readonly onPatience?: (seconds: number) => void;
}

/** One data set, one engine, one run at a time. */
export class RequestHandler {
  private readonly datasets = new OpenDatasets();
  private showcase: Showcase | null = null;
  private readonly library: Library;
  private readonly engine: ExclusiveEngine;
  private readonly testSplits = new TestSplits();
  private readonly networks = new NetworkCache();
  private readonly keptRuns: KeptRuns;
  private readonly keptSweeps: KeptSweeps;
  private readonly opener: DatasetOpener;
  private readonly runs: TrainingRuns;
  private readonly longerRuns: LongerRuns;
  private readonly votedOutputs: VotedOutputs;
  private readonly triedRuns: TriedRuns;
  private readonly shelf: RunShelf;

  constructor(private readonly environment: WorkerEnvironment) {
    // Files in memory are others each time they are opened.
    let files: Promise<Files> | null = null;
    const openFiles = () => {
      files ??= environment.openFiles();
      return files;
    };
    const { version } = environment;
    const notebook =
      version === undefined ? {} : { notebook: graphicsNotebook(openFiles, version) };
    this.engine = new ExclusiveEngine({ ...environment, ...notebook });
    this.library = new Library(openFiles, environment.remote);
    const { guardRunFiles = async (opened: Files) => opened } = environment;
    this.keptRuns = new KeptRuns(async () => guardRunFiles(await openFiles()));
    this.keptSweeps = new KeptSweeps(async () => (await this.keptRuns.open()).files);
    const features = new FeatureOpener(this.library, this.engine, environment);
    this.opener = new DatasetOpener(this.datasets, this.library, environment, features);
    const { datasets, engine, networks, keptRuns } = this;
    this.shelf = new RunShelf(this.keptRuns, environment.runLocks);
    const outputs = new OutputCache();
    const surroundings = { ...environment, datasets, engine, networks, outputs, keptRuns };
    this.runs = new TrainingRuns(surroundings);
    this.longerRuns = new LongerRuns(surroundings);
    this.votedOutputs = new VotedOutputs(surroundings, outputs);
    this.triedRuns = new TriedRuns(surroundings);
  }

  /** Whether this worker can compute no more; see `EngineFault`. */
  get isSpent(): boolean {
    return this.engine.isSpent;
  }

  /** Answers one request. @throws DataError, EngineError or Error, for people. */
  async answer(
    request: RequestMessage,
    task: TaskOptions = {},
  ): Promise<Answer<RequestMessage['name']>> {
    switch (request.name) {
      case 'read-files':
        return this.opener.readFiles(request.ask, task);
      case 'add-files':
        this.opener.piles.add(request.ask);
        return {};
      case 'has-pile':
        return { count: this.opener.piles.countOf(request.ask.pile) };
      case 'let-go-pile':
        this.opener.piles.letGo(request.ask.pile);
        return {};
      case 'open-glyphs':
        return this.opener.openGlyphs(request.ask);
      case 'open-shapes':
        return this.opener.openShapes(task);
      case 'open-features':
        return this.opener.openFeatures(request.ask, task);
      case 'look-up':
        return this.library.lookUp(request.ask.name, task);
      case 'fetch-dataset':
        return this.opener.fetchDataset(request.ask, task);
      case 'forget-downloads':
        return this.library.forgetDownloads();
      case 'list-stored':
        return this.library.view();
      case 'try-room':
        return { free: await this.library.roomWithin(request.ask.bytes) };
      case 'open-stored':
        return this.opener.openStored(request.ask, task);
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
      case 'profile-step':
        return this.profile(request.ask, task);
      case 'estimate':
        return this.estimate(request.ask, task);
      case 'start':
        return this.runs.start(request.ask);
      case 'list-runs':
        return this.shelf.list();
      case 'list-runs-before':
        return this.shelf.listBefore();
      case 'run-log':
        return this.shelf.log(request.ask);
      case 'run-outcomes':
        return this.shelf.outcomes(request.ask);
      case 'go-on':
        return this.runs.goOn(request.ask);
      case 'append-rounds':
        return this.longerRuns.append(request.ask, task);
      case 'member-outputs':
        return this.votedOutputs.of(request.ask, task);
      case 'open-tried':
        return this.triedRuns.open(request.ask);
      case 'ask-picture':
        return this.triedRuns.ask(request.ask, task);
      case 'occlude-picture':
        return this.triedRuns.occlude(request.ask, task);
      case 'nearest-images':
        return this.triedRuns.nearest(request.ask, task);
      case 'classify-files':
        return this.triedRuns.classify(request.ask, task);
      case 'describe-run':
        return this.shelf.describe(request.ask);
      case 'trash-runs':
        return this.shelf.trash(request.ask);
      case 'restore-runs':
        return this.shelf.restore(request.ask);
      case 'purge-runs':
        return this.shelf.purge(request.ask);
      case 'drop-networks':
        return this.shelf.dropNetworks(request.ask);
      case 'list-sweeps':
        return this.keptSweeps.list();
      case 'keep-sweep':
        return this.keptSweeps.keep(request.ask);
      case 'forget-sweep':
        return this.keptSweeps.forget(request.ask);
      case 'keep-sweep-draft':
        return this.keptSweeps.keepDraft(request.ask);
      case 'keep-queue':
        return this.keptSweeps.keepQueue(request.ask);
      case 'export-runs':
        return this.shelf.export(request.ask, task);
      case 'import-runs':
        return this.shelf.import(request.ask, task);
      case 'pause':
        this.runs.pause();
        return {};
      case 'resume':
        this.runs.resume();
        return {};
      case 'stop':
        this.runs.stop();
        return {};
      case 'read-hierarchy':
        return this.readHierarchy(request.ask);
      case 'preview-hierarchy':
        return this.previewHierarchy(request.ask);
      case 'intervene':
        this.runs.intervene(request.ask);
        return {};
      case 'network-file':
        await this.networks.fetch(request.ask.hash, this.keptRuns);
        return { bytes: this.networks.require(request.ask.hash) };
      case 'export-model': {
        const { exportedModel } = await import('./exportedModel.ts');
        return exportedModel(request.ask, this.networks, this.keptRuns);
      }
      case 'describe-published': {
        const { describePublished } = await import('./publishedModel.ts');
        return describePublished(request.ask, this.networks, this.keptRuns);
      }
      case 'publish-model': {
        const { publishedModel } = await import('./publishedModel.ts');
        return publishedModel(request.ask, this.networks, this.keptRuns, task);
      }
      case 'take-networks': {
        const { takenNetworks } = await import('./takenNetworks.ts');
        return takenNetworks(request.ask, this.networks);
      }
      default:
        return assertNever(request, 'request');
    }
  }

  private requireShowcase(): Showcase {
    this.showcase ??= new Showcase(this.requireDataset());
    return this.showcase;
  }

  private async readHierarchy({ files }: Ask<'read-hierarchy'>): Promise<ImportedTree> {
    const { classes } = this.requireDataset();
    const opened = files.map(async (file) => ({ name: file.name, bytes: await bytesOfFile(file) }));
    return readTree(await Promise.all(opened), classes);
  }

  private async previewHierarchy({
    spec,
    threads,
  }: Ask<'preview-hierarchy'>): Promise<HierarchyPreview> {
    const dataset = this.requireDataset();
    const classes = plannedClasses(dataset, spec.dataset).map(({ name }) => name);
    const data = { shape: dataset.shape, classes };
    const hash = startingNetworkOf(spec)?.hash ?? null;
    if (hash !== null) await this.networks.fetch(hash, this.keptRuns);
    const initial = initialNetwork(spec, data, (asked) => this.networks.find(asked));
    const preview = async () => {
      const engine = () => this.engine.open(spec.device, threads);
      const { levels, notes, proposal } = await previewHierarchy(spec, dataset, {
        initial,
        engine,
      });
      const sizes = levels.map((level) => ({ names: level.names, sizes: sizesOf(level) }));
      return { levels: sizes, notes, proposal };
    };
    // Only a network's features need the engine.
    return initial === null
      ? preview()
      : this.engine.exclusively(() => this.engine.discardingFailed(preview));
  }

  private async selectImages({
    seed,
    choice,
    indices,
  }: Ask<'test-images'>): Promise<ImageSelection> {
    const dataset = this.requireDataset();
    const from = this.testSplits.of(dataset, seed, choice);
    const known = indices.filter((index) => index < from.labels.length);
    const images = await createPainter(dataset).copies(from.images, known);
    return { labels: Int32Array.from(known, (index) => from.labels[index]), images };
  }

  private estimate(
    { spec, threads, beside }: Ask<'estimate'>,
    { signal }: TaskOptions,
  ): Promise<Answer<'estimate'>> {
    const dataset =
      beside === undefined ? this.requireDataset() : this.datasets.find(beside).dataset;
    return this.engine.exclusively(async () => {
      const engine = await this.engine.open(spec.device, threads);
      this.environment.onPatience?.(stepPatience(spec, dataset, engine.device.kind));
      return this.engine.discardingFailed(() => estimateRun(spec, dataset, engine, signal), signal);
    });
  }

  private profile(
    { spec, threads }: Ask<'profile-step'>,
    { signal }: TaskOptions,
  ): Promise<Answer<'profile-step'>> {
    const dataset = this.requireDataset();
    return this.engine.exclusively(async () => {
      const engine = await this.engine.open(spec.device, threads);
      return this.engine.discardingFailed(() => profileStep(spec, dataset, engine, signal), signal);
    });
  }

  private requireDataset(): AnyDataset {
    return this.datasets.requireCurrent().dataset;
  }
}
