/** Has the worker read what was dropped, and sends it what it does not have yet. */
import type { TaskOptions } from '../../data/progress.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import { yieldToEventLoop } from '../../lib/eventLoop.ts';
import { givenUp, type WorkerClient } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { Pile } from './pile.ts';

/**
 * Asks again for what was left open find what was sent before, unless another worker answers now.
 * @throws WorkerError, `cancelled` where the signal is aborted.
 */
export async function readPile(
  ask: WorkerClient['ask'],
  pile: Pile,
  choices: ReadingChoices,
  task: TaskOptions,
): Promise<DatasetView> {
  const { id, dropped, rest } = pile;
  const sent = rest === null ? 0 : await sendRest(ask, pile, rest, task);
  return ask('read-files', { pile: id, sent, dropped, choices }, task);
}

/** Sends the rest of a pile in pieces, unless the worker has it; returns of how many files it is. */
async function sendRest(
  ask: WorkerClient['ask'],
  { id, title, restCount }: Pile,
  rest: NonNullable<Pile['rest']>,
  { signal, onProgress }: TaskOptions,
): Promise<number> {
  const known = await ask('has-pile', { pile: id });
  if (known.count !== null) return known.count;
  let failure: unknown = null;
  let at = 0;
  for await (const files of rest()) {
    if (signal?.aborted) throw givenUp();
    if (failure !== null) throw failure;
    // Not waited for: a worker that trains answers between two steps.
    ask('add-files', { pile: id, at, files }).catch((error: unknown) => {
      failure ??= error;
    });
    at += files.length;
    onProgress?.({ stage: 'list', what: title, done: at, total: restCount, unit: 'files' });
    await yieldToEventLoop();
  }
  if (signal?.aborted) throw givenUp();
  return at;
}
