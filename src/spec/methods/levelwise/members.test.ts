/** Level-wise networks as members of an ensemble: what is refused where, and what a link says. */
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../experimentSpec.ts';
import { specHash } from '../../experimentSpec.ts';
import { awaitedTreeOf, withAwaitedTree } from '../../experimentTree.ts';
import { decodeLink, encodeLink } from '../../link.ts';
import { defaultSpec } from '../../presets/presets.ts';
import { describeIssues, readSpec } from '../../readSpec.ts';
import { RunDigest } from '../../run/digest.ts';
import { isAwaitedTree } from '../../sections/awaitedTree.ts';
import { type ComplementarySpec, defaultComplementary } from '../complementary.ts';
import { methodClassIssues, methodText } from '../methodFacts.ts';
import { defaultLevelwise, type LevelwiseChange } from './defaultLevelwise.ts';
import { asMembers } from './members.ts';

const base = defaultLevelwise({
  hierarchy: { warmupEpochs: 2, levels: [3, 6], branching: null },
  adaptFromEpoch: 3,
});

function specOf(
  { hierarchy, ...change }: LevelwiseChange = {},
  method: Partial<ComplementarySpec> = {},
): ExperimentSpec {
  const settings = { ...base, ...change, hierarchy: { ...base.hierarchy, ...hierarchy } };
  return {
    ...defaultSpec,
    training: { ...defaultSpec.training, epochs: 8 },
    method: defaultComplementary({ members: asMembers(settings), ...method }),
  };
}

function complaints(value: unknown): string {
  const reading = readSpec(value);
  return reading.ok ? 'accepted' : describeIssues(reading.issues);
}

const tree = { name: 't.json', nodes: ['root', 'a', 'b'], parents: [-1, 0, 0] };

describe('level-wise members', () => {
  it('are accepted, and are another experiment than flat ones', () => {
    expect(complaints(specOf())).toBe('accepted');
    const { members: _members, ...flat } = specOf().method as ComplementarySpec;
    const without = { ...specOf(), method: flat };
    expect(complaints(without)).toBe('accepted');
    expect(specHash(specOf())).not.toBe(specHash(without));
    expect(methodText(specOf().method)).toMatch(/level-wise$/);
  });

  it.each<[string, ExperimentSpec, string]>([
    [
      'no epoch for the mixture',
      specOf({ hierarchy: { warmupEpochs: 8 } }),
      'hierarchy.warmupEpochs',
    ],
    [
      'random weights that say nothing',
      specOf({ hierarchy: { warmupEpochs: 0 } }),
      'hierarchy.warmupEpochs',
    ],
    ['weights that are no θ', specOf({ levelWeights: [0.5, 0.4, 0.3] }), 'levelWeights'],
    ['levels that grow', specOf({ hierarchy: { levels: [6, 3] } }), 'hierarchy.levels'],
  ])('refuse %s at their own field', (_, spec, field) => {
    expect(complaints(spec)).toContain(`method.members.${field}: `);
  });

  it('refuse the margin, which is about one softmax, and have no importance or start of their own', () => {
    expect(complaints(specOf({}, { objective: 'margin' }))).toContain('method.objective: must be');
    const { method } = specOf();
    for (const field of ['classImportance', 'initialFrom', 'kind']) {
      const members = { ...(method as ComplementarySpec).members, [field]: null };
      expect(complaints({ ...specOf(), method: { ...method, members } })).toContain(field);
    }
  });

  it('need no warm-up where every network begins with the weights of a trained one', () => {
    const start = { network: 'ab'.repeat(32), as: 'weights' as const };
    const spec = specOf({ hierarchy: { warmupEpochs: 0 } });
    expect(complaints({ ...spec, start })).toBe('accepted');
    expect(complaints({ ...spec, start: { ...start, as: 'round' } })).not.toBe('accepted');
  });

  it('are held against the classes at hand', () => {
    const [issue] = methodClassIssues(specOf().method, ['a', 'b', 'c', 'd']);
    expect(issue?.path).toBe('method.members.hierarchy.levels');
    expect(methodClassIssues(specOf().method, 'abcdefgh'.split(''))).toEqual([]);
  });

  it('travel by link, with a tree by its hash where it has no room', async () => {
    const spec = specOf({ hierarchy: { from: 'import', levels: null, imported: tree } });
    expect(decodeLink(await encodeLink(spec))).toMatchObject({ ok: true, spec });
    const named = withAwaitedTree(spec);
    expect(isAwaitedTree(awaitedTreeOf(named))).toBe(true);
    expect(decodeLink(await encodeLink(named))).toMatchObject({ ok: true, spec: named });
  });

  it('come to one digest whatever their tree’s file is called', () => {
    const digest = (name: string) => {
      const imported = { ...tree, name };
      const spec = specOf({ hierarchy: { from: 'import', levels: null, imported } });
      const taken = RunDigest.ofNew();
      taken.add({
        type: 'run-started',
        espalier: '0',
        spec,
        specHash: specHash(spec),
        dataset: {
          name: 'd',
          hash: 'h',
          classes: ['a', 'b'],
          shape: { height: 1, width: 1, channels: 1 },
          counts: { train: 2, validation: 0, test: 0 },
          classCounts: { train: [1, 1], validation: [0, 0], test: [0, 0] },
        },
        device: { kind: 'cpu', adapter: 'x', isFallback: false },
        stepsPerEpoch: 1,
      });
      return taken.value();
    };
    expect(digest('one.json')).toBe(digest('other.json'));
  });
});
