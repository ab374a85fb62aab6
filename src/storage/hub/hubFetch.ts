/** How the Hub is asked: discreetly, and so that whoever waits can give up. */
import { yieldToEventLoop } from '../../lib/eventLoop.ts';
import { discreet } from '../remote/webError.ts';
import type { HubTrouble } from './hubError.ts';

export interface HubFetchSettings {
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds after which a Hub that is silent is given up; what it takes in may take longer. */
  readonly patience?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `fetch` for `@huggingface/hub`, without cookies or referrer.
 * @param isCommitting whether the request is the one that publishes: it is seen to its end, as nobody
 * could say what had become of it.
 * @throws DataError where no answer comes, the signal's reason where it is given up.
 */
export function hubFetch(
  trouble: HubTrouble,
  { fetch: send = fetch, patience = 120_000, signal }: HubFetchSettings,
  isCommitting: () => boolean,
): typeof fetch {
  return async (address, init = {}) => {
    const isLast = isCommitting();
    const timeout = isSent(init.body) ? null : AbortSignal.timeout(patience);
    const signals = [isLast ? null : signal, init.signal, timeout].filter((one) => one != null);
    try {
      const whole = { ...init, ...discreet, signal: AbortSignal.any(signals) };
      return await told(await send(address, whole));
    } catch (error) {
      // The library loses an error that comes before all that it has told of progress is taken.
      await yieldToEventLoop();
      if (!isLast) signal?.throwIfAborted();
      if (timeout?.aborted) throw trouble.unanswered();
      if (init.signal?.aborted) throw error;
      throw trouble.unreached(error);
    }
  };
}

/**
 * A refusal with words that are JSON: the library gives what broke when it read them for what the Hub
 * has said, and its status is lost.
 */
async function told(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  const { status } = response;
  const headers = { 'content-type': 'application/json' };
  return new Response(isJsonObject(text) ? text : '{}', { status, headers });
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Whether a file goes with the request, which may take its time. */
const isSent = (body: RequestInit['body']): boolean =>
  body !== undefined && body !== null && typeof body !== 'string';
