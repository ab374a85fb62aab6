/** What a paper shows: its tables and figures, and what of them can be repeated here. */
import type { Preset } from '../presets/preset.ts';

export type Exhibit = PaperTable | PublishedFigure;

interface NamedExhibit {
  /** Within both papers: `table-1`, `figure-2a`. */
  readonly id: string;
  /** As the paper calls it: `Table 1`. */
  readonly name: string;
  /** A few words: `errors, T = 1…4`. */
  readonly about: string;
}

/** A table of errors. */
export interface PaperTable extends NamedExhibit {
  readonly kind: 'table';
  /** What the numbers are: `Top-1 test error, %`. */
  readonly caption: string;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly PaperRow[];
}

/** A column: the error within so many guesses, of so many networks together. */
export interface PaperColumn {
  readonly label: string;
  /** An image counts as right where its class is among so many of the likeliest. */
  readonly rank: number;
  /** The first so many networks; null for all that a run has. */
  readonly networks: number | null;
}

export interface PaperRow {
  readonly id: string;
  /** `CIFAR-100`. */
  readonly data: string;
  /** The network, or what distinguishes the row: `ResNet-56`, `w/P, TC`. */
  readonly name: string;
  /** In percent, one a column; null where the paper has none. */
  readonly errors: readonly (number | null)[];
  /** The experiments that stand for the row: as printed first, then other readings and scaled ones. */
  readonly forms: readonly RowForm[];
}

/** One experiment that stands for a row. */
export interface RowForm {
  readonly preset: Preset;
  /** What tells it from the row as printed: `released code`; null for the row as printed. */
  readonly reading: string | null;
  /** Whether network, data or epochs are made smaller, so that slopes can be compared and levels cannot. */
  readonly isScaled: boolean;
}

/** A figure, or a table that names classes, which a run draws anew. */
export interface PublishedFigure extends NamedExhibit {
  readonly kind: 'figure';
  /** What the paper reads from it, with its numbers. */
  readonly published: string;
  /** Where it is drawn of one’s own run. */
  readonly drawnIn: FigurePlace;
  /** What the view is called there. */
  readonly view: string;
  /** Experiments that draw it, quick ones first. */
  readonly presets: readonly Preset[];
}

/** The page and its room in which a figure is drawn. */
export type FigurePlace = 'story' | 'compare' | 'mistakes' | 'members';
