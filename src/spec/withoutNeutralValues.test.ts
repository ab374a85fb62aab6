import { describe, expect, it } from 'vitest';
import { type ExperimentSpec, specHash } from './experimentSpec.ts';
import { presetOf, presets } from './presets/presets.ts';
import { readSpec } from './readSpec.ts';
import { withoutNeutralValues } from './withoutNeutralValues.ts';

const named = (id: string): ExperimentSpec => {
  const preset = presetOf(id);
  if (preset === undefined) throw new RangeError(`There is no preset ${id}`);
  return preset.spec;
};
const complementary = named('cifar100-resnet56');
const levelwise = named('levelwise-fixed');
const list = named('imagenet-alexnet-resnet50-resnet152');

describe('what is spelled out at its neutral value', () => {
  it.each<[string, ExperimentSpec, object]>([
    ['permuted', complementary, { method: { ...complementary.method, permuted: false } }],
    ['width', complementary, { network: { kind: 'resnet', depth: 56, width: 1 } }],
    ['shortcut', complementary, { network: { kind: 'resnet', depth: 56, shortcut: 'padded' } }],
    ['centreCrop', complementary, { augment: { ...complementary.augment, centreCrop: 1 } }],
    ['head', levelwise, { method: { ...levelwise.method, head: 'mixture' } }],
    ['auxiliaryWeight', levelwise, { method: { ...levelwise.method, auxiliaryWeight: 0 } }],
    [
      'width in a list',
      list,
      { network: (list.network as object[]).map((each) => ({ ...each, width: 1 })) },
    ],
  ])('is left out: %s', (_, bare, change) => {
    const reading = readSpec({ ...bare, ...change });
    if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
    // As it was made, it keeps its hash.
    expect(specHash(reading.spec)).not.toBe(specHash(bare));
    expect(withoutNeutralValues(reading.spec)).toEqual(bare);
  });

  it('leaves what is not neutral as it is, and every preset', () => {
    const narrow = {
      ...complementary,
      network: { kind: 'resnet', depth: 56, width: 0.5 },
    } as const;
    expect(withoutNeutralValues(narrow)).toEqual(narrow);
    for (const { spec } of presets) expect(withoutNeutralValues(spec)).toEqual(spec);
  });
});
