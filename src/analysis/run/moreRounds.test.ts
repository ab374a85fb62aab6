import { expect, it } from 'vitest';
import { defaultComplementary } from '../../spec/methods/complementary.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { mostRounds, whyNoMoreRounds } from './moreRounds.ts';

const spec = { ...defaultSpec, method: { kind: 'averaging' as const, rounds: 2 } };

it('lets rounds be appended where every network is kept', () => {
  expect(whyNoMoreRounds({ spec, round: 2, networks: 2 })).toBeNull();
});

it('says what is missing where one is not', () => {
  expect(whyNoMoreRounds({ spec, round: 2, networks: 0 })).toContain('only its log is');
  expect(whyNoMoreRounds({ spec, round: 2, networks: 1 })).toContain('Only 1 of its 2 networks');
});

it('says where no round would follow', () => {
  const method = defaultComplementary({ rounds: 4, targetAccuracy: 0.5 });
  const early = { spec: { ...spec, method }, round: 2, networks: 2 };
  expect(whyNoMoreRounds(early)).toContain('its target accuracy was reached');
  const full = { ...spec, method: { ...spec.method, rounds: mostRounds } };
  const most = { spec: full, round: mostRounds, networks: mostRounds };
  expect(whyNoMoreRounds(most)).toContain('as many as an experiment may have');
  const single = { spec: { ...spec, method: { kind: 'single' as const } }, round: 1, networks: 1 };
  expect(whyNoMoreRounds(single)).toContain('depends on how many');
});

it('says where the rounds there are were computed otherwise than today', () => {
  const { balancedBy: _today, ...older } = defaultComplementary({
    rounds: 2,
    objective: 'likelihood-balanced',
  });
  const reason = whyNoMoreRounds({ spec: { ...spec, method: older }, round: 2, networks: 2 });
  expect(reason).toContain('from the beginning instead');
});
