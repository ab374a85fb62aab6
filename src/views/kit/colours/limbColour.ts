/** Groups of the coarsest level with a colour of their own; further ones repeat. */
const limbColours = 8;

/** The colour of a group of the coarsest level, and of all that hangs under it. */
export function limbColour(limb: number): string {
  return `var(--group-${(limb % limbColours) + 1})`;
}
