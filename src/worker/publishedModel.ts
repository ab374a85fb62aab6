/** The trained model of a run as files of the Hugging Face Hub; loaded when somebody publishes. */
import type { TaskOptions } from '../data/progress.ts';
import { publishedFiles } from '../models/hub/publishedFiles.ts';
import { modelOfRun } from '../models/modelOfRun.ts';
import { publishToHub } from '../storage/hub/publishToHub.ts';
import type { KeptRuns } from './keptRuns.ts';
import type { NetworkCache } from './networkCache.ts';
import type { Answer, Ask } from './protocol/requests.ts';

type Kept = Pick<KeptRuns, 'network'>;

/** What would be sent, without a word to anybody. @throws DataError where a network is not at hand. */
export async function describePublished(
  ask: Ask<'describe-published'>,
  networks: NetworkCache,
  keptRuns: Kept,
): Promise<Answer<'describe-published'>> {
  const files = await filesOf(ask, networks, keptRuns);
  return { files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length })) };
}

/** @throws DataError with what went wrong and what to do, the signal's reason where it is given up. */
export async function publishedModel(
  { target, ...ask }: Ask<'publish-model'>,
  networks: NetworkCache,
  keptRuns: Kept,
  task: TaskOptions,
): Promise<Answer<'publish-model'>> {
  return publishToHub(await filesOf(ask, networks, keptRuns), target, task);
}

async function filesOf(
  { state, formats, address }: Ask<'describe-published'>,
  networks: NetworkCache,
  keptRuns: Kept,
) {
  const model = await modelOfRun(
    state,
    async (_, hash) => networks.find(hash) ?? (await keptRuns.network(hash)),
  );
  return publishedFiles(model, formats, state, address);
}
