import { expect, it } from 'vitest';
import type { NetworkSpec } from './networks/networks.ts';
import { experimentNetworksText } from './networkTexts.ts';

const network: NetworkSpec[] = [
  { kind: 'resnet', depth: 8 },
  { kind: 'mlp', hidden: [], initial: 'normal' },
];

it('tells networks that are trained together from those that follow one another', () => {
  const inTurn = { network, method: { kind: 'averaging' as const, rounds: 2 } };
  expect(experimentNetworksText(inTurn)).toBe('ResNet-8 → linear');
  const together = { network, method: { kind: 'joint-mixture' as const, rounds: 2 } };
  expect(experimentNetworksText(together)).toBe('ResNet-8 + linear');
  expect(experimentNetworksText({ ...together, network: network[0] })).toBe('ResNet-8');
});
