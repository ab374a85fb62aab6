/**
 * The setting that a person points at or holds, shared by every view of a comparison: pointing lights
 * it everywhere, a press holds it, and the sentence speaks of the held one.
 */
export interface RowLink {
  /** Key of the setting to light: the one pointed at, else the held one. */
  readonly lit: string | null;
  readonly held: string | null;
  readonly hover: (key: string | null) => void;
  readonly hold: (key: string | null) => void;
}
