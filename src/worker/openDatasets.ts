/**
 * The current data set, and others that were read. Reads overlap, and an experiment that is opened
 * meanwhile changes which of them counts. Only the page knows, so it says what becomes of each
 * (store/data/datasetFate.ts).
 */
import { EngineError } from '../engine/engine.ts';
import type { OpenedData } from './library.ts';

export class OpenDatasets {
  private current: OpenedData | null = null;
  /** Read, and not yet made current or discarded, in the order of reading; two may be equal. */
  private readonly pending: OpenedData[] = [];

  /** Adds what was read. */
  add(opened: OpenedData): void {
    this.pending.push(opened);
  }

  /** Makes what was read the current data set, in place of the one before. */
  makeCurrent(hash: string): void {
    this.current = this.find(hash);
    this.discard(hash);
  }

  /** Forgets the first of this hash that was read; the current data set stays. */
  discard(hash: string): void {
    const place = this.pending.findIndex(({ dataset }) => dataset.hash === hash);
    if (place !== -1) this.pending.splice(place, 1);
  }

  /** What was read, or is current. @throws EngineError for any other. */
  find(hash: string): OpenedData {
    const opened = this.pending.find(({ dataset }) => dataset.hash === hash);
    if (opened !== undefined) return opened;
    const current = this.requireCurrent();
    if (current.dataset.hash === hash) return current;
    throw new EngineError('This data set is not at hand any more.', 'Open it again.');
  }

  /** The current data set; null where there is none. */
  get held(): OpenedData | null {
    return this.current;
  }

  /** The current data set. @throws EngineError where there is none. */
  requireCurrent(): OpenedData {
    if (this.current !== null) return this.current;
    throw new EngineError(
      'There is no data set yet.',
      'Open one first: drop files, or take Glyphs.',
    );
  }
}
