/**
 * Publishes files as a model of the Hugging Face Hub, by the Hub's own library: a repository is made,
 * large files go to the Hub's stores, and one commit makes all of them appear at once. Until then
 * nothing is to be seen. It is loaded when a person publishes, never before.
 */
import { type CommitProgressEvent, commitIter, createRepo, modelInfo } from '@huggingface/hub';
import { hubAddress } from '../../data/catalog/catalogue.ts';
import type { LoadProgress, TaskOptions } from '../../data/progress.ts';
import { espalierVersion } from '../../spec/version.ts';
import { hostOf } from '../remote/webError.ts';
import { HubTrouble } from './hubError.ts';
import { type HubFetchSettings, hubFetch } from './hubFetch.ts';
import type { HubTarget } from './hubTarget.ts';
import { repositoryComplaint } from './repositoryName.ts';

/** A file, and its path in the repository. */
interface HubFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface PublishSettings extends HubFetchSettings, Pick<TaskOptions, 'onProgress'> {
  /** Address of the Hub; the Hub's own if absent. */
  readonly hub?: string;
}

/** What came of it. */
export interface Published {
  /** Where people look at it. */
  readonly address: string;
}

/**
 * Progress counts the bytes that have gone; it comes to all of them when the Hub is asked to publish,
 * from where on it cannot be given up.
 * @throws DataError with what went wrong and what to do; the signal's reason where it is given up.
 */
export async function publishToHub(
  files: readonly HubFile[],
  target: HubTarget,
  { hub = hubAddress, onProgress, ...settings }: PublishSettings = {},
): Promise<Published> {
  const trouble = new HubTrouble(target, hostOf(hub));
  const complaint = repositoryComplaint(target.repository);
  if (complaint !== null) throw trouble.of({ found: complaint, remedy: 'give another name' });
  let isCommitting = false;
  const fetch = hubFetch(trouble, settings, () => isCommitting);
  const repo = { type: 'model', name: target.repository } as const;
  const asked = { repo, accessToken: target.token, hubUrl: hub, fetch };
  try {
    settings.signal?.throwIfAborted();
    await claim(asked, target, trouble);
    trouble.enter('sending');
    const count = new SentBytes(files, target.repository);
    const steps = commitIter({
      ...asked,
      title: `Publish with Espalier ${espalierVersion}`,
      operations: files.map(({ name, bytes }) => ({
        operation: 'addOrUpdate',
        path: name,
        content: new Blob([bytes.slice()]),
      })),
    });
    // Not left before its end: whatever it has under way is then waited for by nobody.
    for await (const step of steps) {
      if (step.event === 'phase' && step.phase === 'committing') {
        isCommitting = true;
        trouble.enter('publishing');
      }
      onProgress?.(count.after(step, isCommitting));
    }
  } catch (error) {
    if (!isCommitting) settings.signal?.throwIfAborted();
    throw trouble.told(error);
  }
  return { address: `${hub}/${target.repository}` };
}

type Asked = Pick<Parameters<typeof createRepo>[0], 'hubUrl' | 'fetch' | 'repo'> & {
  readonly accessToken: string;
};

/** Makes the repository, or takes one that is there if the person wants that or nothing is in it. */
async function claim(asked: Asked, target: HubTarget, trouble: HubTrouble): Promise<void> {
  const { repository, isPrivate, addsVersion } = target;
  try {
    await createRepo({ ...asked, visibility: isPrivate ? 'private' : 'public' });
    return;
  } catch (error) {
    const isThere = error instanceof Error && 'statusCode' in error && error.statusCode === 409;
    if (!isThere) throw error;
  }
  const there = await modelInfo({ ...asked, name: repository, additionalFields: ['filePaths'] });
  if (there.private !== isPrivate) {
    const [is, wanted] = isPrivate ? ['public', 'private'] : ['private', 'public'];
    throw trouble.of({
      found: `a repository of this name is there already, and it is ${is}`,
      allowed: `a ${wanted} one, as chosen`,
      remedy: `choose ${is}, give another name, or make it ${wanted} in its settings at the Hub`,
    });
  }
  const holds = there.filePaths.filter((path) => path !== '.gitattributes');
  if (holds.length === 0 || addsVersion) return;
  throw trouble.of({
    found: `a repository of this name is there already, with ${holds.length} files`,
    allowed: 'a new name, or an empty repository',
    remedy: 'give another name, or choose to add a version to what is there',
  });
}

/** How many bytes have gone, by what the library tells of each large file. */
class SentBytes {
  private readonly sizes: ReadonlyMap<string, number>;
  private readonly shares = new Map<string, number>();
  private readonly total: number;

  constructor(
    files: readonly HubFile[],
    private readonly what: string,
  ) {
    this.sizes = new Map(files.map(({ name, bytes }) => [name, bytes.length]));
    this.total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  after(step: CommitProgressEvent, isCommitting: boolean): LoadProgress {
    if (step.event === 'fileProgress' && step.state === 'uploading') {
      const before = this.shares.get(step.path) ?? 0;
      this.shares.set(step.path, Math.max(before, step.progress));
    }
    let sent = 0;
    for (const [path, share] of this.shares) sent += share * (this.sizes.get(path) ?? 0);
    // Small files go with the request that publishes: only that ends it.
    const done = isCommitting ? this.total : Math.min(Math.floor(sent), this.total - 1);
    return { stage: 'send', what: this.what, done, total: this.total, unit: 'bytes' };
  }
}
