/** What a process that carries out run after run keeps between them: data sets and an engine. */
import type { AnyDataset } from '../../data/dataset.ts';
import { memoryFacts } from '../../data/memoryFacts.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ThreadChoice } from '../../engine/tfjs/parallel/threadChoice.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { dataKey } from '../../spec/sections/dataKey.ts';
import type { CliDevice } from '../cliDevice.ts';
import { ownSupply, type RunSupply } from '../runSupply.ts';

/** All runs must be given the same files, choices and memory: by their experiments alone data are known. */
export class HeldSupply implements RunSupply {
  /** Those used last at the end. */
  private readonly datasets = new Map<string, AnyDataset>();
  private open: { readonly choice: string; readonly engine: Engine } | null = null;

  /**
   * @param room bytes of data sets that are kept; the one used last is kept whatever it takes.
   * @param from where they are had from.
   */
  constructor(
    private readonly room: number,
    private readonly from: RunSupply = ownSupply,
  ) {}

  async data(
    spec: ExperimentSpec,
    names: readonly string[],
    choices: ReadingChoices,
    held: number,
    features: string | null = null,
  ): Promise<AnyDataset> {
    if (features !== null) return this.from.data(spec, names, choices, held, features);
    const key = dataKey(spec);
    const known = this.datasets.get(key);
    const dataset = known ?? (await this.from.data(spec, names, choices, held));
    this.datasets.delete(key);
    this.datasets.set(key, dataset);
    this.forgetBeyondRoom();
    return dataset;
  }

  async engine(device: CliDevice, threads: ThreadChoice): Promise<Engine> {
    const choice = `${device} ${threads}`;
    if (this.open?.choice !== choice) {
      this.dispose();
      this.open = { choice, engine: await this.from.engine(device, threads) };
    }
    return this.open.engine;
  }

  /** The next run has it: the runner has it keep nothing of a run that has ended. */
  giveBack(_engine: Engine): void {}

  /** Frees the engine. */
  dispose(): void {
    const { open } = this;
    this.open = null;
    if (open !== null) this.from.giveBack(open.engine);
  }

  private forgetBeyondRoom(): void {
    const bytes = () =>
      [...this.datasets.values()].reduce((sum, dataset) => sum + memoryFacts(dataset).held, 0);
    for (const key of [...this.datasets.keys()].slice(0, -1)) {
      if (bytes() <= this.room) return;
      this.datasets.delete(key);
    }
  }
}
