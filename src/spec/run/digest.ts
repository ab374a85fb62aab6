/**
 * The digest: hash of all that a repeat of a run on the same kind of device must reproduce, which is
 * every event but the clock's doing (times, progress, pauses), the adapter's name, labels and words.
 * It is a chain: each event is hashed with the digest of those before it, so that a run can go on
 * from the digest of its events so far.
 *
 * A digest names the version of what it covers, `2:` and 64 hexadecimal digits. Those of version 1
 * are 64 digits alone; they cover labels too, and are checked, and gone on with, as they were:
 *
 * Neither covers what is measured of a round beyond its errors, which follows from the same outputs.
 *
 * 1. All but times, progress, pauses, the adapter's name and a network's hash.
 * 2. Leaves out labels (the names of the experiment, of the data and of a file of a tree, and with
 *    them the spec's hash), the device that was asked for in place of the one that trained, and notes
 *    for people. The data set counts by its own hash, and classes by their names.
 */
import { assertNever } from '../../lib/assertNever.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { hashJson } from '../../lib/hash.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import { withHierarchyReplaced } from '../experimentTree.ts';
import { levelwisePartOf } from '../methods/methodFacts.ts';
import type { TreeSpec } from '../sections/treeSpec.ts';
import type { RunEvent, RunEventBody } from './runEvent.ts';

/** Which events, and which of their fields, a digest covers. */
export type DigestVersion = 1 | 2;

/** The version of a digest; null where a newer Espalier made it. */
export function digestVersionOf(digest: string): DigestVersion | null {
  const [version, rest] = digest.split(':', 2);
  if (rest === undefined) return 1;
  return version === '2' ? 2 : null;
}

export class RunDigest {
  private constructor(
    private readonly version: DigestVersion,
    private chain: string,
  ) {}

  /** Of a log that begins. */
  static ofNew(version: DigestVersion = 2): RunDigest {
    return new RunDigest(version, version === 1 ? '' : `${version}:`);
  }

  /** Of a log that goes on from the digest of its events so far. @throws RangeError for a newer version's. */
  static after(digest: string): RunDigest {
    const version = digestVersionOf(digest);
    if (version === null) throw new RangeError(`${digest} is a digest of a newer Espalier`);
    return new RunDigest(version, digest);
  }

  /** Takes the next event in. */
  add(event: RunEventBody): void {
    const lasting = reproducible(event, this.version);
    if (lasting === null) return;
    const hash = hashJson([this.chain, canonicalJson(lasting)]);
    this.chain = this.version === 1 ? hash : `${this.version}:${hash}`;
  }

  /** Takes the next line of a log in, as it was written. */
  addLogged({ runId: _run, seq: _seq, at: _at, ...body }: RunEvent): void {
    this.add(body);
  }

  /** The digest of what was added so far. */
  value(): string {
    return this.chain;
  }
}

function reproducible(event: RunEventBody, version: DigestVersion): object | null {
  switch (event.type) {
    case 'run-started': {
      const { espalier: _version, device, ...facts } = event;
      return version === 1
        ? { ...facts, device: device.kind }
        : { ...withoutLabels(facts), device: device.kind };
    }
    case 'epoch-finished': {
      const { seconds: _seconds, ...facts } = event;
      return facts;
    }
    case 'round-finished': {
      // A network's file names the version that wrote it.
      const { seconds: _seconds, networkHash: _hash, ...facts } = event;
      return version === 1 ? facts : { ...facts, bound: facts.bound.value };
    }
    case 'hierarchy-built': {
      const { notes: _notes, ...facts } = event;
      return version === 1 ? event : facts;
    }
    case 'round-started':
    case 'classes-weighed':
    case 'images-weighed':
    case 'levels-measured':
    case 'class-moved':
    case 'class-assignment-measured':
    case 'class-pinned':
    case 'move-undone':
    case 'class-geometry':
    case 'members-measured':
      return event;
    case 'top-down-measured':
      return { ...event, rows: event.rows.map(({ milliseconds: _time, ...row }) => row) };
    case 'run-restored':
      return event.onOtherDevice ? { type: event.type, device: event.device.kind } : null;
    // All of it follows from what the round's outputs came to, and older versions tell none.
    case 'round-measured':
    // It follows from the tree in the spec.
    case 'class-tree':
    // It follows from the data's hash and the spec.
    case 'validation-brought':
    // It follows from the moves and the spec.
    case 'adaptation-ended':
    // A network's file names the version that wrote it.
    case 'members-kept':
    case 'progress':
    case 'device-preparing':
    case 'device-note':
    case 'run-paused':
    case 'run-resumed':
    case 'run-finished':
    case 'run-stopped':
    case 'run-failed':
      return null;
    default:
      return assertNever(event, 'event');
  }
}

type StartFacts = Omit<Extract<RunEventBody, { type: 'run-started' }>, 'espalier' | 'device'>;

function withoutLabels({ specHash: _hash, spec, dataset, ...facts }: StartFacts): object {
  const { name: _dataName, ...data } = dataset;
  return { ...facts, dataset: data, spec: decidingOf(spec) };
}

/** What of a spec decides a run's numbers, given its data and its device. */
function decidingOf({ name: _name, device: _device, dataset, method, ...others }: ExperimentSpec) {
  const { source: _source, ...data } = dataset;
  const { tree, ...spec } = others;
  const deciding = { ...spec, dataset: data, method: withoutFileName(method) };
  return tree === undefined ? deciding : { ...deciding, tree: treeWithoutName(tree) };
}

function withoutFileName(method: ExperimentSpec['method']): object {
  const imported = levelwisePartOf(method)?.settings.hierarchy.imported ?? null;
  return imported === null ? method : withHierarchyReplaced(method, treeWithoutName(imported));
}

function treeWithoutName({ name: _file, ...tree }: TreeSpec): object {
  return tree;
}
