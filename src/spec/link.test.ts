import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../lib/random.ts';
import { classIssues } from './classIssues.ts';
import type { ExperimentSpec } from './experimentSpec.ts';
import { awaitedTreeOf, withAwaitedTree } from './experimentTree.ts';
import { decodeLink, encodeLink, isLink, LinkTooLong } from './link.ts';
import { defaultLevelwise } from './methods/levelwise/defaultLevelwise.ts';
import { methodClassIssues } from './methods/methodFacts.ts';
import { defaultSpec, presets } from './presets/presets.ts';
import { otherTree } from './sections/awaitedTree.ts';

const refusal = (text: string) => {
  const reading = decodeLink(text);
  return reading.ok ? 'accepted' : reading.issues.map((issue) => issue.message).join(' ');
};

/** What a spec comes to in a link, however long. */
async function packed(spec: unknown): Promise<string> {
  const json = new Blob([JSON.stringify(spec)]).stream();
  const bytes = await new Response(json.pipeThrough(new CompressionStream('deflate-raw'))).bytes();
  return `1.${Buffer.from(bytes).toString('base64url')}`;
}

/** A root, groups of a hundred, and so many classes, named as ImageNet's are. */
function treeOf(classes: number) {
  const groups = Math.ceil(classes / 100);
  const random = createRandom(1, 'tree');
  const leaves = Array.from({ length: classes }, (_, i) => `n${random.integer(1e8)} class ${i}`);
  return {
    name: 'tree.json',
    nodes: ['root', ...Array.from({ length: groups }, (_, t) => `group ${t}`), ...leaves],
    parents: [-1, ...Array(groups).fill(0), ...leaves.map((_, i) => 1 + Math.floor(i / 100))],
  };
}

function withTree(classes: number): ExperimentSpec {
  const hierarchy = {
    from: 'import',
    levels: null,
    branching: null,
    imported: treeOf(classes),
  } as const;
  return { ...defaultSpec, method: defaultLevelwise({ hierarchy }) };
}

describe('links', () => {
  it.each(presets)('bring $id back unchanged', async ({ spec }) => {
    const link = await encodeLink(spec);
    expect(decodeLink(`https://example.org/espalier/#${link}`)).toEqual({
      ok: true,
      spec,
      claimed: null,
    });
  });

  it('to finished runs bring what they came to', async () => {
    for (const digest of [`2:${'0f'.repeat(32)}`, 'ab'.repeat(32)]) {
      const claimed = { device: 'webgpu', digest };
      const link = await encodeLink(defaultSpec, claimed);
      expect(decodeLink(`#${link}`)).toEqual({ ok: true, spec: defaultSpec, claimed });
      expect(isLink(link)).toBe(true);
    }
    const plain = await encodeLink(defaultSpec);
    for (const more of ['.wasm', '.wasm.', '.WASM.ab', '.wasm.a b', `.wasm.${'a'.repeat(129)}`]) {
      expect(refusal(plain + more)).toContain('not a link');
    }
    expect(['spec.json', './1.json', 'runs/2.final.json'].map(isLink)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('that are none are refused with the way out', () => {
    expect(refusal('https://example.org/')).toContain('Copy the whole address');
    expect(refusal('#1.@@@')).toContain('not a link');
    expect(refusal(`#1.${'A'.repeat(40_000)}`)).toContain('characters');
  });

  it('from a newer Espalier are refused, by codec and by spec', async () => {
    expect(refusal('#2.abcd')).toContain('newer');
    const future = { ...defaultSpec, version: 2 } as unknown as typeof defaultSpec;
    expect(refusal(await encodeLink(future))).toContain('Open it in a newer one');
  });

  it('that would inflate without end are refused', async () => {
    const bomb = { ...defaultSpec, name: 'x'.repeat(3_000_000) };
    expect(refusal(await packed(bomb))).toContain('damaged');
    await expect(encodeLink(bomb)).rejects.toThrow('too large for a link');
  });

  it('are read whatever the tree: one of 7,756 classes travels by its hash', async () => {
    const spec = withTree(7756);
    const link = await encodeLink(spec, { device: 'wasm', digest: 'ab'.repeat(32) });
    const reading = decodeLink(`#${link}`);
    expect(reading).toEqual({ ok: true, spec: withAwaitedTree(spec), claimed: expect.anything() });
    const asked = reading.ok ? awaitedTreeOf(reading.spec) : null;
    expect(asked).toMatchObject({
      name: 'tree.json',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // The tree itself is taken, another one is not.
    expect(otherTree(asked, treeOf(7756))).toBeNull();
    expect(otherTree(asked, treeOf(7757))).toContain('begins with');
    // Said at the field, as soon as the classes are known.
    const classes = treeOf(7756).nodes.slice(79);
    expect(reading.ok && methodClassIssues(reading.spec.method, classes)).toMatchObject([
      {
        path: 'method.hierarchy.imported',
        message: expect.stringContaining('open the file “tree.json”'),
      },
    ]);
    expect(methodClassIssues(spec.method, classes)).toEqual([]);
  });

  it('let a tree travel by its hash beside a method without a hierarchy too', async () => {
    const spec: ExperimentSpec = { ...defaultSpec, method: { kind: 'single' }, tree: treeOf(7756) };
    const reading = decodeLink(await encodeLink(spec));
    expect(reading).toEqual({ ok: true, spec: withAwaitedTree(spec), claimed: null });
    if (!reading.ok) return;
    expect(awaitedTreeOf(reading.spec)).toMatchObject({ name: 'tree.json' });
    const classes = treeOf(7756).nodes.slice(79);
    expect(classIssues(reading.spec, classes)).toMatchObject([
      { path: 'tree', message: expect.stringContaining('open the file “tree.json”') },
    ]);
    expect(classIssues(spec, classes)).toEqual([]);
    expect(classIssues(spec, ['another'])).toMatchObject([
      { path: 'tree', message: expect.stringContaining('the class “another”') },
    ]);
  });

  it('hold a tree that has room, and refuse what has none even without it', async () => {
    const small = withTree(40);
    expect(decodeLink(await encodeLink(small))).toEqual({ ok: true, spec: small, claimed: null });
    const random = createRandom(1, 'importance');
    const classImportance = Array.from({ length: 20_000 }, () => random.uniform());
    const method = { ...small.method, classImportance } as typeof small.method;
    await expect(encodeLink({ ...small, method })).rejects.toThrow('Save it as a file');
  });

  it('are read or refused when they are made, whatever their length', async () => {
    const lengths = fc.integer({ min: 0, max: 9000 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(), async (classes, seed) => {
        const random = createRandom(seed, 'names');
        const names = Array.from({ length: classes }, () => random.uniform().toString(36).slice(2));
        const spec = {
          ...defaultSpec,
          dataset: { ...defaultSpec.dataset, exclude: [...new Set(names)] },
        };
        const link = await encodeLink(spec).catch((error) => {
          expect(error).toBeInstanceOf(LinkTooLong);
          return null;
        });
        if (link !== null) expect(decodeLink(link)).toMatchObject({ ok: true, spec });
      }),
      { numRuns: 20 },
    );
  });

  it('never throw, whatever the text', async () => {
    const whole = await encodeLink(defaultSpec);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 3 }), (at, noise) => {
        decodeLink(whole.slice(0, at) + noise + whole.slice(at + 1));
      }),
    );
  });
});
