/** Sweeps and the queue as the page keeps them beyond a visit. */
import type { Files } from '../storage/files.ts';
import { readQueue, writeQueue } from '../storage/sweeps/keptQueue.ts';
import { listSweeps, removeSweep, writeSweep } from '../storage/sweeps/keptSweep.ts';
import { readSweepDraft, writeSweepDraft } from '../storage/sweeps/keptSweepDraft.ts';
import type { Answer, Ask } from './protocol/requests.ts';

export class KeptSweeps {
  /** @param openFiles where things are kept, read only where a newer page writes them. */
  constructor(private readonly openFiles: () => Promise<Files>) {}

  async list(): Promise<Answer<'list-sweeps'>> {
    const files = await this.openFiles();
    const [sweeps, queue, draft] = await Promise.all([
      listSweeps(files),
      readQueue(files),
      readSweepDraft(files),
    ]);
    return { sweeps, queue, draft };
  }

  async keep({ kept }: Ask<'keep-sweep'>): Promise<Answer<'keep-sweep'>> {
    const files = await this.openFiles();
    await writeSweep(files, kept);
    return listSweeps(files);
  }

  async forget({ id }: Ask<'forget-sweep'>): Promise<Answer<'forget-sweep'>> {
    const files = await this.openFiles();
    await removeSweep(files, id);
    return listSweeps(files);
  }

  async keepDraft({ draft }: Ask<'keep-sweep-draft'>): Promise<Answer<'keep-sweep-draft'>> {
    await writeSweepDraft(await this.openFiles(), draft);
    return {};
  }

  async keepQueue({ queue }: Ask<'keep-queue'>): Promise<Answer<'keep-queue'>> {
    await writeQueue(await this.openFiles(), queue);
    return {};
  }
}
