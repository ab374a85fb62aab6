import { describe, expect, it } from 'vitest';
import { type Dataset, withHash } from '../data/dataset.ts';
import { defaultComplementary } from '../spec/methods/complementary.ts';
import { asMembers } from '../spec/methods/levelwise/members.ts';
import { previewHierarchy } from './previewHierarchy.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';

/**
 * Grey images of one tone: eight near classes, which average linkage joins before the two that lie
 * apart, while to Ward a pair costs less than two groups of four.
 */
function tones(): Dataset {
  const greys = [0, 10, 20, 30, 40, 50, 60, 70, 120, 175];
  const labels = Int32Array.from({ length: greys.length * 4 }, (_, image) => image % greys.length);
  const images = new Uint8Array(labels.length * 16);
  labels.forEach((label, image) => {
    images.fill(greys[label], image * 16, (image + 1) * 16);
  });
  const classes = greys.map((tone) => `tone ${tone}`);
  const shape = { height: 4, width: 4, channels: 1 as const };
  return withHash({
    name: 'tones',
    format: 'made up',
    notes: [],
    classes,
    shape,
    train: { images, labels },
    test: null,
  });
}

const preview = (linkage: 'average' | 'complete' | 'ward') =>
  previewHierarchy(levelwiseSpec({ hierarchy: { levels: [3], linkage, sigma: 60 } }), tones(), {
    initial: null,
    engine: () => Promise.reject(new Error('not needed')),
  });

describe('a preview of groups', () => {
  it('proposes Ward where the linkage chosen puts more than half of the classes into one', async () => {
    const { levels, proposal } = await preview('average');
    const largest = Math.max(...sizes(levels[0].groupOf));
    expect(largest).toBeGreaterThan(5);
    const [ward] = (await preview('ward')).levels;
    const less = Math.max(...sizes(ward.groupOf));
    expect(proposal).toEqual({
      linkage: 'ward',
      why: `Average linkage puts ${largest} of 10 classes into one of 3 groups; the largest of Ward’s would hold ${less}.`,
    });
    expect(less).toBeLessThan(largest);
  });

  it('is the same of an ensemble’s level-wise members, but for a network that is its first', async () => {
    const alone = levelwiseSpec({ hierarchy: { levels: [3], linkage: 'average', sigma: 60 } });
    const spec = { ...alone, method: defaultComplementary({ members: asMembers(alone.method) }) };
    const surroundings = {
      initial: { snapshot: { tensors: {} }, classes: [] },
      engine: () => Promise.reject(new Error('not needed')),
    };
    const given = { ...spec, start: { network: 'ab'.repeat(32), as: 'round' as const } };
    const shown = await previewHierarchy(given, tones(), surroundings);
    expect(shown).toEqual(await preview('average'));
  });

  it('proposes nothing where Ward is chosen already', async () => {
    expect((await preview('ward')).proposal).toBeNull();
  });
});

function sizes(groupOf: Int32Array): number[] {
  const counts = [0, 0, 0];
  for (const group of groupOf) counts[group]++;
  return counts;
}
