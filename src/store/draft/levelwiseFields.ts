/** Where the settings of level-wise networks stand in the draft: in the method itself, or in its members. */
import { membersPath } from '../../spec/methods/levelwise/members.ts';
import { type Draft, valueAt } from './draft.ts';

/** The place of `method.adapt` and its like: `method.members.adapt` where the members are level-wise. */
export function levelwisePath(draft: Draft, path: string): string {
  return hasMembers(draft) ? path.replace(/^method(?=\.|$)/, membersPath) : path;
}

/** What stands there. */
export function levelwiseValue(draft: Draft, path: string): unknown {
  return valueAt(draft, levelwisePath(draft, path));
}

/** Whether the drafted ensemble's networks are level-wise. */
export function hasMembers(draft: Draft): boolean {
  const members = valueAt(draft, membersPath);
  return typeof members === 'object' && members !== null;
}
