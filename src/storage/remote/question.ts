/** Short questions to servers: what a data set's files are, how large one is. */
import type { TaskOptions } from '../../data/progress.ts';
import { connectionError, discreet, webError } from './webError.ts';

export interface QuestionSettings extends Pick<TaskOptions, 'signal'> {
  readonly fetch?: typeof fetch;
  /** Milliseconds after which a server that is silent is given up. */
  readonly patience?: number;
}

/**
 * What `read` makes of a server's answer, whatever its status.
 * @param name what is asked about, for messages.
 * @throws DataError where none comes, the signal's reason when it is given up.
 */
export async function askServer<Answer>(
  name: string,
  address: string,
  method: 'GET' | 'HEAD',
  settings: QuestionSettings,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  const { fetch: get = fetch, patience = 30_000, signal } = settings;
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal?.addEventListener('abort', stop);
  const timer = setTimeout(stop, patience);
  try {
    signal?.throwIfAborted();
    return await read(await get(address, { method, signal: abort.signal, ...discreet }));
  } catch (error) {
    signal?.throwIfAborted();
    if (!abort.signal.aborted) throw connectionError(name, address, error);
    const remedy = 'try again later';
    throw webError(name, address, { found: 'the server did not answer', remedy });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
