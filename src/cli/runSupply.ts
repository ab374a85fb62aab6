import type { AnyDataset } from '../data/dataset.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import type { Engine } from '../engine/engine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { dataOf } from '../node/namedData.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { CliDevice } from './cliDevice.ts';

/** Where a run has its data and its engine from: of its own, or held for several runs in a row. */
export interface RunSupply {
  /** The data as `dataOf` has them. @throws DataError, StorageError, UsageError */
  data(
    spec: ExperimentSpec,
    names: readonly string[],
    choices: ReadingChoices,
    held: number,
    features?: string | null,
  ): Promise<AnyDataset>;
  /** @throws EngineError */
  engine(device: CliDevice, threads: ThreadChoice): Promise<Engine>;
  /** The run needs its engine no more. */
  giveBack(engine: Engine): void;
}

/** Of the run’s own. */
export const ownSupply: RunSupply = {
  data: dataOf,
  engine: createNodeEngine,
  giveBack: (engine) => engine.dispose(),
};
