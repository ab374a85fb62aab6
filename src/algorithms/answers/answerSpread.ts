/**
 * How far the networks of an ensemble are apart over one image, in bits: the Jensen–Shannon divergence
 * H(Σ_t w_t p_t) − Σ_t w_t H(p_t) with votes w that sum to 1 (Lin 1991). 0 where all say the same, at
 * most log2 of the number of networks. Single precision may leave it a little below 0, which counts as 0.
 */
import { log } from '../../lib/transcendental/log.ts';

/**
 * @param answers N probabilities of each network.
 * @param votes one a network, any scale; all alike where none is above 0.
 */
export function answerSpread(
  answers: readonly ArrayLike<number>[],
  votes: readonly number[],
): number {
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  const shares = votes.map((vote) => (total > 0 ? vote / total : 1 / votes.length));
  const [{ length = 0 } = { length: 0 }] = answers;
  let joint = 0;
  let own = 0;
  for (let index = 0; index < length; index++) {
    let mean = 0;
    answers.forEach((answer, network) => {
      mean += shares[network] * answer[index];
      own += shares[network] * surprise(answer[index]);
    });
    joint += surprise(mean);
  }
  return Math.max(0, joint - own);
}

/** −p log2 p, 0 at 0. */
const surprise = (p: number): number => (p > 0 ? (-p * log(p)) / log(2) : 0);
