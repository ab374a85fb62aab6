/** The trained model of a run as one archive for the page; loaded when somebody asks for it. */
import { exportedModelFiles } from '../models/exportFormats.ts';
import { modelOfRun } from '../models/modelOfRun.ts';
import { archiveOf } from '../storage/archiveOf.ts';
import type { KeptRuns } from './keptRuns.ts';
import type { NetworkCache } from './networkCache.ts';
import type { Answer, Ask } from './protocol/requests.ts';

/** @throws DataError where a network of the run is no longer at hand. */
export async function exportedModel(
  { state, format, address }: Ask<'export-model'>,
  networks: NetworkCache,
  keptRuns: Pick<KeptRuns, 'network'>,
): Promise<Answer<'export-model'>> {
  const model = await modelOfRun(
    state,
    async (_, hash) => networks.find(hash) ?? (await keptRuns.network(hash)),
  );
  const files = await exportedModelFiles(model, format, state, address);
  return { name: `model-${format}.zip`, bytes: await archiveOf(files) };
}
