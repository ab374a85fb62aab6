/** The run under way: started, or gone on with where one was kept. */
import type { AnyDataset } from '../data/dataset.ts';
import { type Engine, EngineError } from '../engine/engine.ts';
import { type Intervention, Interventions } from '../methods/interventions.ts';
import { PauseGate } from '../methods/runControl.ts';
import { checkResumable, type RunResumption, runExperiment } from '../runner/runExperiment.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { startingNetworkOf } from '../spec/experimentSpec.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunRecorder } from '../storage/runs/runRecorder.ts';
import type { StorageError } from '../storage/storageError.ts';
import { EventBatches } from './eventBatches.ts';
import { type ExclusiveEngine, returnDelay } from './exclusiveEngine.ts';
import { type KeptRuns, TolerantRecorder } from './keptRuns.ts';
import type { NetworkCache } from './networkCache.ts';
import { openAsBefore } from './openAsBefore.ts';
import type { OpenDatasets } from './openDatasets.ts';
import type { OutputCache } from './outputCache.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import type { RunLocks } from './runLocks.ts';
import { stepPatience } from './stepPatience.ts';

/** What training takes, and who hears of it. */
export interface TrainingSurroundings {
  readonly datasets: OpenDatasets;
  readonly engine: ExclusiveEngine;
  readonly networks: NetworkCache;
  readonly outputs: OutputCache;
  readonly keptRuns: KeptRuns;
  readonly runLocks: RunLocks;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onRunUnkept: (error: StorageError) => void;
  /** Hears how many seconds a step may take, before there is one. */
  readonly onPatience?: (seconds: number) => void;
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
  readonly dataset: AnyDataset;
  /** Opens what it is trained on. */
  readonly openEngine: () => Promise<Engine>;
  /** Null where nothing can be written. */
  readonly recorder: RunRecorder | null;
  readonly keeps?: 'all' | 'log' | undefined;
  readonly resumption: RunResumption | null;
}

const isLoss = (failure: unknown): boolean =>
  failure instanceof EngineError && failure.fault === 'lost';

/** Milliseconds in which the worker of a window that was closed lets go of its run. */
const closingDelay = 2000;

/** One run at a time. */
export class TrainingRuns {
  private run: RunUnderWay | null = null;

  constructor(private readonly surroundings: TrainingSurroundings) {}

  /**
   * Data set, pause and stop count from the request on, not only once the engine is free: what is
   * opened meanwhile is for the next run.
   */
  start({
    spec,
    runId,
    threads,
    device,
    isAfterLoss = false,
    keeps,
  }: Ask<'start'>): Promise<Answer<'start'>> {
    const dataset = this.requireDataset();
    return this.carryOut(runId, isAfterLoss ? returnDelay : 0, async (run) => {
      const { keptRuns, onRunUnkept } = this.surroundings;
      const recorder = await keptRuns.begin(runId, onRunUnkept);
      const { engine } = this.surroundings;
      const openEngine = () => engine.open(device ?? spec.device, threads, isAfterLoss);
      const task = { spec, runId, dataset, openEngine, recorder, keeps, resumption: null };
      await this.train(task, run);
    });
  }

  /** Goes on with a kept run. @throws StorageError where nothing of it can be gone on with */
  async goOn({
    runId,
    threads,
    device,
    isAfterLoss = false,
  }: Ask<'go-on'>): Promise<Answer<'go-on'>> {
    const dataset = this.requireDataset();
    return this.carryOut(runId, isAfterLoss ? returnDelay : closingDelay, async (run) => {
      const resumption = await this.surroundings.keptRuns.find(runId);
      const { spec } = resumption.state;
      // Refused before anything of the log is cut off.
      checkResumable(resumption.checkpoint, spec, dataset);
      const recorder = await this.surroundings.keptRuns.goOn(resumption);
      const { engine } = this.surroundings;
      const openEngine = () =>
        device === undefined
          ? openAsBefore(resumption.state, (choice) => engine.open(choice, threads, isAfterLoss))
          : engine.open(device, threads, isAfterLoss);
      await this.train({ spec, runId, dataset, openEngine, recorder, resumption }, run);
    });
  }

  pause(): void {
    this.run?.gate.pause();
  }

  resume(): void {
    this.run?.gate.resume();
  }

  stop(): void {
    this.run?.abort.abort();
  }

  intervene(intervention: Intervention): void {
    this.run?.interventions.add(intervention);
  }

  private async carryOut(
    runId: string,
    patience: number,
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
      await this.surroundings.runLocks.whileHeld(
        runId,
        () => this.surroundings.engine.exclusively(() => work(run)),
        patience,
      );
    } finally {
      this.run = null;
    }
    return {};
  }

  private async train(
    { spec, runId, dataset, openEngine, recorder, keeps, resumption }: TrainingTask,
    { abort: { signal }, gate, interventions }: RunUnderWay,
  ): Promise<void> {
    const outgoing = new EventBatches(this.surroundings.onEvents);
    const tolerant = new TolerantRecorder(recorder, this.surroundings.onRunUnkept, keeps);
    let failure: unknown = null;
    try {
      await this.fetchInitialNetwork(spec);
      const engine = await openEngine();
      this.surroundings.onPatience?.(stepPatience(spec, dataset, engine.device.kind));
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
        onFailure: (cause) => {
          failure = cause;
        },
        networkFile: (hash) => this.surroundings.networks.find(hash),
        onOutputs: (round, outputs) => this.surroundings.outputs.keep(runId, round, outputs),
        onNetwork: ({ hash, bytes }) => {
          this.surroundings.networks.keep(runId, hash, bytes);
          tolerant.keepNetwork(hash, bytes);
        },
      });
      for await (const event of events) {
        // A run whose device is lost has not ended: it goes on in a fresh worker.
        if (event.type === 'run-failed' && isLoss(failure)) throw failure;
        outgoing.add(event);
        await tolerant.write(event);
      }
    } catch (error) {
      failure ??= error;
      throw error;
    } finally {
      // A device that failed is of no use to the next run: it gets a fresh one.
      if (failure !== null) this.surroundings.engine.discardFor(failure);
      outgoing.flush();
      await tolerant.close();
    }
  }

  /** Brings the network that a run starts from out of the kept runs, where this session has none. */
  private async fetchInitialNetwork(spec: ExperimentSpec): Promise<void> {
    const hash = startingNetworkOf(spec)?.hash ?? null;
    if (hash !== null) await this.surroundings.networks.fetch(hash, this.surroundings.keptRuns);
  }

  private requireDataset(): AnyDataset {
    return this.surroundings.datasets.requireCurrent().dataset;
  }
}
