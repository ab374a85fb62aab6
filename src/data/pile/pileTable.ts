import type { Container } from '../sources/container.ts';
import type { TablePlace } from '../tables/tableRows.ts';

/** A table that may name images. */
export interface PileTable extends TablePlace {
  /** Its path, as images' paths are. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The archive that it lies in; null for one beside archives, or among loose images. */
  readonly archive: Container | null;
  /** The tables that it was joined from, where it was. */
  readonly parts?: readonly PileTable[];
}
