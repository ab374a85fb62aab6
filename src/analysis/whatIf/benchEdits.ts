/** What a person does to the votes on the bench. */
import type { Round } from '../../spec/units.ts';
import type { BenchChoice, BenchMember } from './benchVotes.ts';

/** Whether anything differs from how the networks were trained to vote. */
export function isAsTrained(members: readonly BenchMember[]): boolean {
  return members.every(({ isOn, weight, trained }) => isOn && weight === trained);
}

/** The choice with a network on or off; the last one that is on stays. */
export function withSwitched(
  choice: BenchChoice,
  members: readonly BenchMember[],
  round: Round,
): BenchChoice {
  const on = members.filter(({ isOn }) => isOn).map((member) => member.round);
  if (on.includes(round) && on.length === 1) return choice;
  const off = on.includes(round)
    ? [...choice.off, round].sort((a, b) => a - b)
    : choice.off.filter((one) => one !== round);
  return { ...choice, off };
}

/** The choice with another weight of a network, which must be finite and not negative. */
export function withVote(choice: BenchChoice, round: Round, weight: number): BenchChoice {
  return { ...choice, votes: { ...choice.votes, [round]: weight } };
}

/** Equal votes of the networks that are on: the mean of their weights, so that the scale stays. */
export function withEqualVotes(choice: BenchChoice, members: readonly BenchMember[]): BenchChoice {
  const mean = members.reduce((sum, { trained }) => sum + trained, 0) / Math.max(1, members.length);
  return { ...choice, votes: Object.fromEntries(members.map(({ round }) => [round, mean || 1])) };
}
