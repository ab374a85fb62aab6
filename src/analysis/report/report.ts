/** What a report tells of a run or of a comparison, before it is a file. */
import type { TextTable } from '../tables/textTable.ts';

export interface Report {
  readonly title: string;
  /** The story, in a sentence or two. */
  readonly story: string;
  readonly charts: readonly ReportChart[];
  readonly tables: readonly ReportTable[];
  /** Specs as they are written to files. */
  readonly specs: readonly ReportSpec[];
  /** The Espalier that wrote the report. */
  readonly espalier: string;
}

export interface ReportChart {
  readonly title: string;
  /** One sentence for those who do not see it. */
  readonly description: string;
  /** A whole SVG file. */
  readonly svg: string;
}

export interface ReportTable {
  readonly heading: string;
  readonly table: TextTable;
}

export interface ReportSpec {
  readonly name: string;
  readonly spec: unknown;
  /** The address that opens it, or the part behind its `#` alone; null where a link has no room. */
  readonly link: string | null;
}
