/**
 * Whether a run is a repeat of another that somebody told of, and came to the same: their digests
 * say it, which kinds of devices may make different.
 */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { withAwaitedTree } from '../../spec/experimentTree.ts';
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
      /** The kinds of devices that this run was on, in their order; one where it stayed on it. */
      readonly devices: readonly string[];
      /**
       * Which of the two an older Espalier trained, whose functions round differently: all that was
       * claimed, or this run's beginning. Null for neither.
       */
      readonly older: 'claim' | 'beginning' | null;
    }
  /** The digest is of a form that only a newer Espalier makes. */
  | { readonly kind: 'newer' };

/** Whether two experiments differ in what names and places them at most: labels, device, data's hash. */
export function isRepeatOf(one: ExperimentSpec, other: ExperimentSpec): boolean {
  return canonicalJson(deciding(one)) === canonicalJson(deciding(other));
}

/** A tree counts by its hash, which is all that some links hold of it. */
function deciding(given: ExperimentSpec) {
  const { name: _name, device: _device, dataset, ...spec } = withAwaitedTree(given);
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
  // Digests of version 1 are all older than the functions of `lib/transcendental`.
  const isOlder = digestVersionOf(end.digest) === 1;
  const older = isOlder ? 'beginning' : version === 1 ? 'claim' : null;
  return { kind: 'different', claimed, digest, devices: devicesOf(events, device.kind), older };
}

function digestOf(events: readonly RunEvent[], version: 1 | 2): string {
  const digest = RunDigest.ofNew(version);
  for (const event of events) digest.addLogged(event);
  return digest.value();
}

/** @param last where a run ends of which no events are at hand. */
function devicesOf(events: readonly RunEvent[], last: string): string[] {
  const kinds = events.flatMap((event) => {
    if (event.type === 'run-started') return [event.device.kind];
    return event.type === 'run-restored' && event.onOtherDevice ? [event.device.kind] : [];
  });
  return kinds.length === 0 ? [last] : kinds;
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
      const { claimed, digest, devices, older } = verdict;
      const [device] = devices;
      const digests = `Its digest is ${digest}; it was to be ${claimed.digest}.`;
      if (claimed.changed !== undefined) {
        return {
          title: 'Another result, as other versions give',
          message: `${claimed.changed} ${digests}`,
        };
      }
      if (devices.length > 1) {
        return {
          title: 'Another result, as a change of device gives',
          message: `This run went on on another device midway (${devices.join(', then ')}): they round differently, so that its digest is none of either. ${digests}`,
        };
      }
      if (older !== null) {
        const what =
          older === 'claim'
            ? 'What it was to come to was told by an older Espalier'
            : 'This run was begun by an older Espalier and gone on with in this one';
        return {
          title: 'Another result, as other versions give',
          message: `${what}: their exponentials and logarithms round differently. ${digests}`,
        };
      }
      if (claimed.device !== null && claimed.device !== device) {
        return {
          title: 'Another result, as other devices give',
          message: `That run trained on ${claimed.device}, this one on ${device}: they round differently, so that their digests differ. ${digests}`,
        };
      }
      if (device === 'wasm-fused') {
        return {
          title: 'Another result, as other processors give',
          message: `Fused multiply-adds round as the processor has it: the digest holds for processors of one kind. Train on WASM for one that holds everywhere. ${digests}`,
        };
      }
      return {
        title: 'Another result',
        message: `${digests} Other data, other versions or a device that does not repeat itself exactly may be why.`,
      };
    }
  }
}
