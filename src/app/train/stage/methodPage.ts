/**
 * What the page shows of a run, as data: each method lists its views once, and a wide page lays
 * them out in rows while a narrow one deals them out to tabs. `methodParts.tsx` names the
 * page of every method.
 */
import type { ReactNode } from 'react';
import type { RunPosition } from '../../../analysis/progress/runPosition.ts';
import type { ClassTreeProps, ClassViewProps, RunViewProps } from '../../../views/viewProps.ts';
import type { Shown } from '../run/useShownRun.ts';

/** What views can draw from, in the bundles that they take. */
export interface ViewInputs {
  readonly shown: Shown;
  readonly run: RunViewProps;
  /** The same with the classes' images, and the class that is pointed at or held. */
  readonly classes: ClassViewProps;
  /** The same with the flat twin, and what can be done to the tree. */
  readonly tree: ClassTreeProps;
  /** Shows another moment of the run. */
  readonly scrubTo: (position: RunPosition) => void;
}

export interface StageView {
  /** What an error message calls it where it cannot be drawn. */
  readonly what: string;
  readonly draw: (inputs: ViewInputs) => ReactNode;
  /** Whether the run has come to what it shows; a view without this is always there. */
  readonly isThere?: (shown: Shown) => boolean;
}

/** Views beside each other on a wide page; a cell of several views stacks them. */
export interface StageRow {
  readonly shape: 'whole' | 'pair' | 'stacks' | 'halves' | 'quarters';
  readonly cells: readonly (readonly StageView[])[];
  /** Whether it has nothing to say before a run begins. */
  readonly needsRun?: boolean;
}

/** Views that a narrow page shows together. */
export interface StageTab {
  readonly id: string;
  readonly label: (shown: Shown) => string;
  readonly views: readonly StageView[];
}

/** What stands beside the charts, or under them on a narrow page. */
export interface DetailViews {
  /** Shows the class that is held. */
  readonly held: StageView;
  /** Shown while no class is held, unless it has a tab of its own. */
  readonly resting: StageView;
  /** Says how to hold a class, over the resting view. */
  readonly hint?: string;
  /** What leads from the held class back to the resting view. */
  readonly back?: string;
}

export interface MethodPage {
  /** Tells pages apart: what is pointed at, or which tab is open, goes with the page. */
  readonly name: string;
  readonly rows: readonly StageRow[];
  readonly tabs: readonly StageTab[];
  readonly details: DetailViews;
}

/** Those of some views that have something to show. */
export function viewsThere(views: readonly StageView[], shown: Shown): readonly StageView[] {
  return views.filter(({ isThere }) => isThere === undefined || isThere(shown));
}
