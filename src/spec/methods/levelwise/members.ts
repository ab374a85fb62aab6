/**
 * Level-wise networks as members of an ensemble: `method.members` has the fields of a level-wise
 * method, which is what each round then trains.
 */
import type { SpecIssue } from '../../specIssue.ts';
import type { MethodSurroundings, SpecAround } from '../methodDescriptor.ts';
import { levelwiseClassIssues } from './levelwiseClassIssues.ts';
import { levelwiseIssues } from './levelwiseIssues.ts';
import type { LevelwiseSpec, MembersSpec } from './levelwiseSchema.ts';
import { startingLevelwise } from './startingLevelwise.ts';

/** Where the settings of the members stand. */
export const membersPath = 'method.members';

/** The level-wise method that each member is trained by. */
export function memberMethod(members: MembersSpec): LevelwiseSpec {
  return { ...members, kind: 'levelwise', initialFrom: null, classImportance: null };
}

/** A level-wise method's settings as members have them. */
export function asMembers(method: LevelwiseSpec): MembersSpec {
  const { kind: _kind, initialFrom: _start, classImportance: _weights, ...members } = method;
  return members;
}

/** What members that a person chooses start from. */
export function startingMembers(surroundings: MethodSurroundings): MembersSpec {
  return asMembers(startingLevelwise(surroundings));
}

/** Complaints that need no data set. */
export function membersIssues(members: MembersSpec, around: SpecAround): SpecIssue[] {
  const { start } = around;
  const initialFrom = start?.as === 'weights' ? start.network : null;
  return levelwiseIssues({ ...memberMethod(members), initialFrom }, around).map(underMembers);
}

/** Complaints about classes of these names. */
export function membersClassIssues(members: MembersSpec, classes: readonly string[]): SpecIssue[] {
  return levelwiseClassIssues(memberMethod(members), classes).map(underMembers);
}

/** A complaint about a field of a level-wise method, at the field of the members. */
function underMembers({ path, message }: SpecIssue): SpecIssue {
  return { path: path.replace(/^method\./, `${membersPath}.`), message };
}
