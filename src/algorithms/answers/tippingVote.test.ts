import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tippingVote } from './tippingVote.ts';

/** The class that wins, and by how much, by the sum itself: the slow twin. */
function winner(members: readonly (readonly number[])[], votes: readonly number[]) {
  const sums = members[0].map((_, label) =>
    members.reduce((sum, own, network) => sum + votes[network] * own[label], 0),
  );
  const [best, second] = [...sums].sort((a, b) => b - a);
  return { label: sums.indexOf(best), lead: best - second };
}

const withVote = (votes: readonly number[], network: number, vote: number) =>
  votes.map((each, at) => (at === network ? vote : each));

it('finds the vote at which two classes draw level', () => {
  const members = [
    [0.75, 0.25],
    [0.25, 0.75],
  ];
  // The second network wins once it counts more than the first, which is nearer than the first at 1.
  expect(tippingVote(members, [2, 1], 0)).toEqual({ network: 0, from: 2, to: 1, label: 1 });
  expect(tippingVote(members, [2, 1.75], 0)).toMatchObject({ label: 1 });
  expect(
    tippingVote(
      [
        [0.6, 0.4],
        [0.1, 0.9],
      ],
      [1, 0.125],
      0,
    ),
  ).toEqual({
    network: 1,
    from: 0.125,
    to: expect.closeTo(0.25, 12),
    label: 1,
  });
});

it('finds none where all agree, where one is alone, and where nobody has a vote', () => {
  expect(
    tippingVote(
      [
        [0.9, 0.1],
        [0.6, 0.4],
      ],
      [1, 1],
      0,
    ),
  ).toBeNull();
  expect(tippingVote([[0.2, 0.8]], [1], 1)).toBeNull();
  expect(
    tippingVote(
      [
        [0.2, 0.8],
        [0.8, 0.2],
      ],
      [0, 0],
      0,
    ),
  ).toBeNull();
});

const distribution = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 })
  .map((parts) => parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0)));
const ensemble = fc.array(
  fc.record({ own: distribution, vote: fc.integer({ min: 1, max: 4000 }) }),
  { minLength: 2, maxLength: 5 },
);

it('names the class that wins beyond it, and no other does before', () => {
  let found = 0;
  fc.assert(
    fc.property(ensemble, (networks) => {
      const members = networks.map(({ own }) => own);
      const votes = networks.map(({ vote }) => vote / 1000);
      const now = winner(members, votes);
      fc.pre(now.lead > 1e-9);
      const tipping = tippingVote(members, votes, now.label);
      const reach = tipping === null ? 100 : Math.abs(tipping.to - tipping.from);
      for (let network = 0; network < votes.length; network++) {
        for (const share of [-0.999, -0.5, 0.5, 0.999]) {
          const vote = Math.max(0, votes[network] + share * reach);
          const changed = winner(members, withVote(votes, network, vote));
          if (changed.lead > 1e-9) expect(changed.label).toBe(now.label);
        }
      }
      if (tipping === null) return;
      const { network, from, to, label } = tipping;
      expect(from).toBe(votes[network]);
      const beyond = winner(members, withVote(votes, network, to + Math.sign(to - from) * 1e-6));
      if (to < 1e-6 || to === from || beyond.lead < 1e-12) return;
      found++;
      expect(beyond.label).toBe(label);
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(50);
});
