/**
 * Which change of one network's vote would make another class win, the other votes as they are (ours).
 *
 * The ensemble reads y = argmax_c Σ_s w_s f_s(c) (Eq. 9; its denominator is the same for all classes).
 * As the vote w_t of one network moves, the score of class c is A_c + w_t f_t(c) with A_c =
 * Σ_{s≠t} w_s f_s(c), so that c draws level with y at
 *
 *   w* = (A_y − A_c) / (f_t(c) − f_t(y))
 *
 * and wins beyond it: above, where network t thinks more of c than of y, and below, down to 0, where it
 * thinks less. Of all networks and classes the w* nearest to w_t counts.
 */

export interface TippingVote {
  /** Its place among the networks. */
  readonly network: number;
  /** The vote as it is, w_t. */
  readonly from: number;
  /** The vote that is passed, w*: above it where it is more than `from`, below it where it is less. */
  readonly to: number;
  /** The class that wins then. */
  readonly label: number;
}

/**
 * @param members N class probabilities of each network.
 * @param votes one a network, at least 0.
 * @param label the class that wins now.
 * @returns null where no change of one vote alone makes another class win, as where all networks agree
 * or none has a vote.
 */
export function tippingVote(
  members: readonly ArrayLike<number>[],
  votes: readonly number[],
  label: number,
): TippingVote | null {
  if (!votes.some((vote) => vote > 0)) return null;
  const classCount = members[0].length;
  let nearest: (TippingVote & { readonly slope: number }) | null = null;
  for (const [network, own] of members.entries()) {
    const from = votes[network];
    const others = scores(members, votes, network);
    for (let other = 0; other < classCount; other++) {
      const slope = own[other] - own[label];
      if (other === label || slope === 0) continue;
      const to = (others[label] - others[other]) / slope;
      // A vote is not less than 0, and rounding may put one that is level on the wrong side.
      if (slope < 0 ? to <= 0 || to > from : to < from) continue;
      const found = { network, from, to, label: other, slope: Math.abs(slope) };
      if (nearest === null || isNearer(found, nearest)) nearest = found;
    }
  }
  if (nearest === null) return null;
  const { slope: _, ...tipping } = nearest;
  return tipping;
}

/** A_c: what the other networks come to. */
function scores(
  members: readonly ArrayLike<number>[],
  votes: readonly number[],
  without: number,
): Float64Array {
  const sums = new Float64Array(members[0].length);
  for (const [network, own] of members.entries()) {
    if (network === without) continue;
    for (let label = 0; label < sums.length; label++) sums[label] += votes[network] * own[label];
  }
  return sums;
}

type Found = TippingVote & { readonly slope: number };

/** Of classes that draw level at the same vote, the one that gains most beyond it wins. */
function isNearer(found: Found, nearest: Found): boolean {
  const [mine, its] = [found, nearest].map(({ from, to }) => Math.abs(to - from));
  if (mine !== its) return mine < its;
  return found.network === nearest.network && found.slope > nearest.slope;
}
