/** What people should know of a log before they rely on it. */
import { formatCount, formatHash } from '../../lib/numberFormat.ts';
import type { LogFacts } from './readLog.ts';

/** Sentences for people; none of a log that is as it was written. */
export function logNotes({ cutLine, digest }: LogFacts): string[] {
  return [...cutNotes(cutLine), ...digestNotes(digest)];
}

function cutNotes(cutLine: number | null): string[] {
  if (cutLine === null) return [];
  return [
    `The log breaks off within its last line, line ${formatCount(cutLine)}. That line was left out; what stands before it is whole.`,
  ];
}

function digestNotes(digest: LogFacts['digest']): string[] {
  switch (digest.outcome) {
    case 'agrees':
    case 'none':
      return [];
    case 'differs':
      return [
        `The log was changed after it was written: its end tells the digest ${formatHash(digest.told)}, its lines come to ${formatHash(digest.found)}. Its numbers are not what a run told.`,
      ];
    case 'newer':
      return ['A newer Espalier made the digest of this log, so it was not checked.'];
  }
}
