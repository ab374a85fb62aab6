/**
 * Whether a log still tells what its run told: a finished run tells its digest, and its lines must come
 * to it again. Only what is hashed is found out, and only where there is an end: whoever changes a log
 * can compute another digest, but then it is not the digest that others get who repeat the run.
 */
import { digestVersionOf, RunDigest } from '../../spec/run/digest.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** What a digest says of its log. */
export type DigestCheck =
  | { readonly outcome: 'agrees' }
  /** Something was changed since: the digest it tells, and the one that its events come to. */
  | { readonly outcome: 'differs'; readonly told: string; readonly found: string }
  /** The run has no end, and so no digest. */
  | { readonly outcome: 'none' }
  /** A newer Espalier made it. */
  | { readonly outcome: 'newer' };

/** Computes a log's digest as its lines are read. */
export class LogDigest {
  private readonly digest: RunDigest | null;

  /** @param text the log: its last lines tell which version to compute, and whether there is need. */
  constructor(text: string) {
    const version = toldVersion(text);
    this.digest = version === null ? null : RunDigest.ofNew(version);
  }

  /** Takes the next event in, as it was written. */
  add(event: RunEvent): void {
    this.digest?.addLogged(event);
  }

  /** @param state what the whole log comes to. */
  check(state: RunState | null): DigestCheck {
    const told = state?.end?.digest;
    if (told === undefined) return { outcome: 'none' };
    if (digestVersionOf(told) === null) return { outcome: 'newer' };
    const found = this.digest?.value() ?? '';
    return told === found ? { outcome: 'agrees' } : { outcome: 'differs', told, found };
  }
}

/** The version of the digest that a log ends with; null where it tells none that is known. */
function toldVersion(text: string): 1 | 2 | null {
  const at = text.lastIndexOf('"run-finished"');
  if (at === -1) return null;
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at + 1000);
  const digest = /"digest"\s*:\s*"([^"]{0,200})"/.exec(line)?.[1];
  return digest === undefined ? null : digestVersionOf(digest);
}
