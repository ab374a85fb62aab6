import type { ClassIndex } from '../spec/units.ts';

/**
 * The class that the person points at or holds, shared by every view: hovering lights it
 * everywhere, clicking holds it (and opens the inspector), Esc lets go.
 */
export interface ClassLink {
  /** The class to light: the hovered one, else the held one. */
  readonly lit: ClassIndex | null;
  readonly held: ClassIndex | null;
  readonly hover: (index: ClassIndex | null) => void;
  readonly hold: (index: ClassIndex | null) => void;
}
