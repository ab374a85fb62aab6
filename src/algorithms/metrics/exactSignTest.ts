/**
 * The exact sign test on images that only one of two networks reads rightly, which is McNemar's
 * test without its approximation: if both were equally good, each such image would be as likely
 * to go to the one as to the other.
 */

/**
 * The two-sided p: how probable it is that n = first + second fair coins fall at least as unevenly
 * as `first` to `second`. 1 where no image tells the two apart.
 */
export function exactSignTest(first: number, second: number): number {
  const coins = first + second;
  const fewer = Math.min(first, second);
  if (first === second) return 1;
  // The largest term of the tail; the others follow from it by their ratios.
  let term = Math.exp(logChoose(coins, fewer) - coins * Math.LN2);
  let tail = 0;
  for (let heads = fewer; heads >= 0 && term > tail * Number.EPSILON; heads--) {
    tail += term;
    term *= heads / (coins - heads + 1);
  }
  return Math.min(1, 2 * tail);
}

function logChoose(count: number, chosen: number): number {
  let sum = 0;
  for (let place = 1; place <= chosen; place++) {
    sum += Math.log((count - chosen + place) / place);
  }
  return sum;
}
