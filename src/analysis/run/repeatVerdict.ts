/**
 * Whether a run is a repeat of another that somebody told of, and came to the same: their digests
 * say it, which kinds of devices may make different.
 */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { ClaimedResult } from '../../spec/link.ts';
import { digestVersionOf, RunDigest } from '../../spec/run/digest.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';

export type RepeatVerdict =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'different';
      readonly claimed: ClaimedResult;
      readonly digest: string;
      /** The kind of this run's device. */
      readonly device: string;
    }
  /** The digest is of a form that only a newer Espalier makes. */
  | { readonly kind: 'newer' };

/** Whether two experiments differ in what names and places them at most: labels, device, data's hash. */
export function isRepeatOf(one: ExperimentSpec, other: ExperimentSpec): boolean {
  return canonicalJson(deciding(one)) === canonicalJson(deciding(other));
}

function deciding({ name: _name, device: _device, dataset, ...spec }: ExperimentSpec) {
  return { ...spec, dataset: { ...dataset, hash: null } };
}

/**
 * How a run compares with what was claimed of it; null while it is not finished.
 * @param events all of the run, which digests of another version are made from.
 */
export function repeatVerdict(
  claimed: ClaimedResult,
  { end, device }: Pick<RunState, 'end' | 'device'>,
  events: readonly RunEvent[],
): RepeatVerdict | null {
  if (end === null) return null;
  const version = digestVersionOf(claimed.digest);
  if (version === null) return { kind: 'newer' };
  const isAlike = digestVersionOf(end.digest) === version;
  if (!isAlike && events.length === 0) return null;
  const digest = isAlike ? end.digest : digestOf(events, version);
  if (digest === claimed.digest) return { kind: 'same' };
  return { kind: 'different', claimed, digest, device: device.kind };
}

function digestOf(events: readonly RunEvent[], version: 1 | 2): string {
  const digest = RunDigest.ofNew(version);
  for (const event of events) digest.addLogged(event);
  return digest.value();
}

/** The verdict in words. */
export function repeatText(verdict: RepeatVerdict): { title: string; message: string } {
  switch (verdict.kind) {
    case 'same':
      return {
        title: 'The same result',
        message: 'This run came to the digest that it was to come to: every number is the same.',
      };
    case 'newer':
      return {
        title: 'The result cannot be compared',
        message: 'What it was to come to was told by a newer Espalier. Repeat it in that one.',
      };
    case 'different': {
      const { claimed, digest, device } = verdict;
      const digests = `Its digest is ${digest}; it was to be ${claimed.digest}.`;
      if (claimed.device !== null && claimed.device !== device) {
        return {
          title: 'Another result, as other devices give',
          message: `That run trained on ${claimed.device}, this one on ${device}: they round differently, so that their digests differ. ${digests}`,
        };
      }
      return {
        title: 'Another result',
        message: `${digests} Other data, other versions or a device that does not repeat itself exactly may be why.`,
      };
    }
  }
}
