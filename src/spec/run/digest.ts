import { assertNever } from '../../lib/assertNever.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { hashJson } from '../../lib/hash.ts';
import type { RunEventBody } from './runEvent.ts';

/**
 * The digest: hash of all that a repeat of a run on the same device must reproduce, which is every
 * event but the clock's doing (times, progress, pauses) and the adapter's name. Fed event by event.
 */
export class RunDigest {
  private chain: string;

  /** Of a log that begins, or goes on from the digest of its events so far. */
  constructor(chain = '') {
    this.chain = chain;
  }

  /** Takes the next event in. */
  add(event: RunEventBody): void {
    const lasting = reproducible(event);
    if (lasting !== null) this.chain = hashJson([this.chain, canonicalJson(lasting)]);
  }

  /** The digest of what was added so far, 64 hexadecimal digits. */
  value(): string {
    return this.chain;
  }
}

function reproducible(event: RunEventBody): object | null {
  switch (event.type) {
    case 'run-started': {
      const { espalier: _version, device, ...facts } = event;
      return { ...facts, device: device.kind };
    }
    case 'epoch-finished': {
      const { seconds: _seconds, ...facts } = event;
      return facts;
    }
    case 'round-finished': {
      // A network's file names the version that wrote it.
      const { seconds: _seconds, networkHash: _hash, ...facts } = event;
      return facts;
    }
    case 'round-started':
    case 'hierarchy-built':
    case 'levels-measured':
    case 'class-moved':
    case 'class-pinned':
    case 'move-undone':
    case 'class-geometry':
      return event;
    case 'top-down-measured':
      return { ...event, rows: event.rows.map(({ milliseconds: _time, ...row }) => row) };
    case 'run-restored':
      return event.onOtherDevice ? { type: event.type, device: event.device.kind } : null;
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
