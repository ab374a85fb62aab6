/** What can go wrong between a page and a server, told to people. */
import { DataError } from '../../data/dataError.ts';
import { defaultLimits, exactBytes } from '../../data/limits.ts';
import { formatBytes } from '../../lib/numberFormat.ts';

/** How servers are asked: without anything that tells who asks, or from which page. */
export const discreet = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const;

/** The host of an address, for messages. */
export const hostOf = (address: string): string => new URL(address).host;

interface Trouble {
  readonly found: string;
  readonly allowed?: string;
  readonly remedy: string;
}

/** An error about a file that was to be fetched. @param file its name. */
export function webError(file: string, address: string, trouble: Trouble): DataError {
  const { found, allowed = 'a file that can be fetched', remedy } = trouble;
  return new DataError({ file, place: `fetched from ${hostOf(address)}`, found, allowed, remedy });
}

/** What a server's refusal means; its status is none of the 200s. */
export function statusError(file: string, address: string, status: number): DataError {
  return webError(file, address, adviceOn(status));
}

function adviceOn(status: number): Trouble {
  const told = (meaning: string, remedy: string) => ({
    found: `the server answered ${status}: ${meaning}`,
    remedy,
  });
  if (status === 404 || status === 410) {
    return told('there is no such file', 'check the address or the name');
  }
  if (status === 401 || status === 403) {
    return told(
      'it may be had only by those whom the owner lets',
      'download it where you have an account, then drop the file here',
    );
  }
  if (status === 429) {
    return told('too many requests came from here', 'wait some minutes, then try again');
  }
  if (status >= 500) {
    return told('it has trouble of its own', 'try again later; what has come is kept');
  }
  return told('that is no answer to a request for a file', 'check the address');
}

/** No connection, for whatever reason: browsers do not tell pages which. */
export function connectionError(file: string, address: string, error: unknown): DataError {
  const isOffline = typeof navigator !== 'undefined' && navigator.onLine === false;
  if (isOffline) {
    return webError(file, address, {
      found: 'this computer has no network',
      remedy: 'connect it, then try again; what has come is kept',
    });
  }
  return webError(file, address, {
    found: `no connection came about${reasonOf(error)}`,
    allowed: 'a server that can be reached and lets pages of other sites fetch its files (CORS)',
    remedy: 'try again; if it stays so, download the file yourself and drop it here',
  });
}

/** What Node tells and browsers keep: `getaddrinfo ENOTFOUND`, `redirect count exceeded`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
}

/** Refuses what could not be read anyway, before it comes; null where its size is not known. */
export function refuseLarge(
  file: string,
  address: string,
  bytes: number | null,
  largest: number = defaultLimits.decodedBytes,
): void {
  if (bytes === null || bytes <= largest) return;
  throw webError(file, address, {
    found: `it holds ${exactBytes(bytes)}`,
    allowed: `at most ${exactBytes(largest)}`,
    remedy: 'take a smaller data set',
  });
}

/** The end came too early, or nothing came for long. */
export function cutOffError(
  file: string,
  address: string,
  what: string,
  received: number,
  total: number | null,
): DataError {
  const of = total === null ? '' : ` of ${formatBytes(total)}`;
  return webError(file, address, {
    found: `${what} after ${formatBytes(received)}${of}`,
    allowed: 'the whole file',
    remedy: 'try again: it goes on where it stopped',
  });
}
