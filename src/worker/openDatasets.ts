/**
 * The data set at hand, and what was read besides. Reads overlap, and an experiment that is opened
 * meanwhile changes which of them counts: the page alone knows, so it says what becomes of each.
 */
import { EngineError } from '../engine/engine.ts';
import type { OpenedData } from './library.ts';

export class DataDesk {
  private held: OpenedData | null = null;
  /** Read, and not yet held or let go, in the order of reading: equal ones may have been read twice. */
  private readonly waiting: OpenedData[] = [];

  /** Lays down what was read. */
  lay(opened: OpenedData): void {
    this.waiting.push(opened);
  }

  /** Holds what was read in place of the data set before. */
  hold(hash: string): void {
    this.held = this.find(hash);
    this.letGo(hash);
  }

  /** Forgets what was read first of its hash; the data set that is held stays. */
  letGo(hash: string): void {
    const place = this.waiting.findIndex(({ dataset }) => dataset.hash === hash);
    if (place !== -1) this.waiting.splice(place, 1);
  }

  /** What was read, or is held. @throws EngineError for any other. */
  find(hash: string): OpenedData {
    const opened = this.waiting.find(({ dataset }) => dataset.hash === hash);
    if (opened !== undefined) return opened;
    const held = this.requireHeld();
    if (held.dataset.hash === hash) return held;
    throw new EngineError('This data set is not at hand any more.', 'Open it again.');
  }

  /** The data set at hand. @throws EngineError where there is none. */
  requireHeld(): OpenedData {
    if (this.held !== null) return this.held;
    throw new EngineError(
      'There is no data set yet.',
      'Open one first: drop files, or take Glyphs.',
    );
  }
}
