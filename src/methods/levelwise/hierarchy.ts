import type { GroupedLevel } from '../../data/hierarchy/levelPlan.ts';
import type { Confusions } from './confusions.ts';

/** The hierarchy that a mixture starts with, and what is to be said of it. */
export interface Hierarchy {
  /** Levels above the classes, coarsest first; none where there are confusions instead. */
  readonly levels: readonly GroupedLevel[];
  /** Ω between classes (Table IV, one-level); null where the classes' Ψ is the identity. */
  readonly confusions: Confusions | null;
  /** What was decided for the person, or deserves attention. */
  readonly notes: readonly string[];
}
