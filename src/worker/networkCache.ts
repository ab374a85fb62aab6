import { EngineError } from '../engine/engine.ts';
import type { KeptRuns } from './keptRuns.ts';

/** Runs whose networks are kept, at most. */
const maxRuns = 8;

/**
 * Trained networks of this session as files, by hash, so that other runs can start from them and
 * people can save them. Those of the oldest run go first.
 */
export class NetworkCache {
  /** By run, the oldest first; within a run by hash. */
  private readonly runs = new Map<string, Map<string, Uint8Array>>();

  /** Keeps a network of a run, or one that a person opened, under a name of its own. */
  keep(runId: string, hash: string, bytes: Uint8Array): void {
    const networks = this.runs.get(runId) ?? new Map<string, Uint8Array>();
    networks.set(hash, bytes);
    // Put last: a run that still trains is the newest.
    this.runs.delete(runId);
    this.runs.set(runId, networks);
    const [oldest] = this.runs.keys();
    if (this.runs.size > maxRuns) this.runs.delete(oldest);
  }

  /** The file of a network, or null where it is not kept. */
  find(hash: string): Uint8Array | null {
    for (const networks of this.runs.values()) {
      const bytes = networks.get(hash);
      if (bytes !== undefined) return bytes;
    }
    return null;
  }

  /** Takes a network out of the kept runs, where it is not at hand and one of them left it. */
  async fetch(hash: string, keptRuns: Pick<KeptRuns, 'network'>): Promise<void> {
    if (this.find(hash) !== null) return;
    const bytes = await keptRuns.network(hash);
    if (bytes !== null) this.keep(`kept ${hash}`, hash, bytes);
  }

  /** The file of a network. @throws EngineError where it is not kept. */
  require(hash: string): Uint8Array {
    const bytes = this.find(hash);
    if (bytes !== null) return bytes;
    throw new EngineError(
      `Network ${hash} is not at hand: those of the last ${maxRuns} runs of this session and of kept runs are.`,
      'Open its file, or train it again.',
    );
  }
}
