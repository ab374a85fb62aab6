import { describe, expect, it } from 'vitest';
import { specHash } from './experimentSpec.ts';
import { defaultSpec, presets } from './presets/presets.ts';
import { describeIssues, readSpec } from './readSpec.ts';

function complaints(change: (spec: Record<string, never>) => void): string {
  const spec = structuredClone(defaultSpec) as unknown as Record<string, never>;
  change(spec);
  const reading = readSpec(spec);
  return reading.ok ? 'accepted' : describeIssues(reading.issues);
}

const set = (path: string, value: unknown) => (spec: Record<string, never>) => {
  const keys = path.split('.');
  const parent = keys.slice(0, -1).reduce((inner, key) => inner[key], spec);
  Object.defineProperty(parent, keys.at(-1) ?? '', { value, enumerable: true });
};

describe('readSpec', () => {
  it.each(presets)('accepts preset $id', ({ spec }) => {
    expect(readSpec(structuredClone(spec))).toEqual({ ok: true, spec });
  });

  it.each([
    ['training.epochs', 0, 'from 1 to 10000'],
    ['training.epochs', '12', 'must be a whole number'],
    ['training.learningRate', Number.NaN, 'must be a number'],
    ['method.mu', -1, 'from 0.05 to 10'],
    ['dataset.source', 'javascript:alert(1)', 'must be builtin:glyphs'],
    ['seed', 1.5, 'must be a whole number'],
    ['network', [{ kind: 'mlp', hidden: [] }], 'lists 1 networks, and the method trains 4'],
    ['training.schedule', { kind: 'steps', at: [6, 3], factor: 0.1 }, 'increasing order'],
    ['training.schedule', { kind: 'cyclic-cosine', cycles: 99 }, 'must be at most the'],
    [
      'training.schedule',
      { kind: 'constant-tail', tailFrom: 99, tailFactor: 0.5 },
      'must be within the',
    ],
    [
      'training.schedule',
      { kind: 'constant-tail', tailFrom: 2, tailFactor: 2 },
      'training.schedule.tailFactor: must be a number from 0.0001 to 1',
    ],
    ['method', { kind: 'weight-averaging', averageFrom: 99 }, 'must be within the'],
    ['method', { kind: 'snapshot', rounds: 0 }, 'method.rounds: must be a whole number from 1'],
    ['method', { kind: 'deep-boosting' }, 'method.rounds'],
    ['method.permuted', 'yes', 'method.permuted'],
    ['training.batchSize', 1, 'cancels importance'],
    ['method.update', 'released-code', 'must be hard'],
    ['network', { kind: 'resnet', depth: 9 }, 'network.depth: must be 8, 14'],
    ['network', { kind: 'vit' }, 'network.kind: must be one of mlp, cnn, resnet'],
    ['network', [{ kind: 'mlp', hidden: [0] }], 'network.0.hidden.0: must be whole numbers'],
    ['network', { kind: 'cnn', hidden: [3] }, 'network.hidden: is not a field'],
    ['dataset.validation', 0.7, 'dataset.validation: must be a number from 0 to 0.5'],
    ['dataset.validation', { perClass: 0 }, 'validation.perClass: must be a whole number from 1'],
    ['dataset.merge', [{ name: '', classes: ['a'] }], 'dataset.merge.0.name: must not be empty'],
    [
      'dataset.merge',
      [{ name: 'x', classes: ['a', 'a'] }],
      'dataset.merge: holds the class “a” twice',
    ],
    ['method', { kind: 'magic' }, 'method.kind: must be one of single'],
  ])('refuses %s = %j', (path, value, reason) => {
    expect(complaints(set(path, value))).toContain(reason);
  });

  it('reads what was written before classes could be merged as meaning the same', () => {
    const {
      exclude: _,
      merge: _merge,
      dropLeaked: _drop,
      testShare: _share,
      ...dataset
    } = defaultSpec.dataset;
    const older = structuredClone({ ...defaultSpec, dataset });
    expect(readSpec(older)).toEqual({ ok: true, spec: defaultSpec });
  });

  it('refuses batches of one image where dividing by their weights would cancel importance', () => {
    const change = (objective: string, rounds: number) => (spec: Record<string, never>) => {
      set('training.batchSize', 1)(spec);
      set('method.objective', objective)(spec);
      set('method.rounds', rounds)(spec);
    };
    expect(complaints(change('likelihood', 2))).toContain('cancels importance');
    expect(complaints(change('likelihood-balanced', 2))).toBe('accepted');
    expect(complaints(change('likelihood', 1))).toBe('accepted');
    expect(complaints(change('margin', 2))).toBe('accepted');
  });

  it('marks and tells of a balanced objective that does not say what it divides by', () => {
    const before: Record<string, never> = structuredClone(defaultSpec) as never;
    set('method.objective', 'likelihood-balanced')(before);
    const reading = readSpec(before);
    expect(reading).toMatchObject({
      ok: true,
      note: expect.stringContaining('made while it divided by the sum of their weights'),
      spec: { method: { balancedBy: 'batch-size' } },
    });
    if (!reading.ok) return;
    expect(readSpec(reading.spec)).toEqual({ ok: true, spec: reading.spec });
    // The mark belongs to that objective alone: without it the experiment keeps its hash.
    const other = structuredClone(reading.spec) as never;
    set('method.objective', 'likelihood')(other);
    expect(readSpec(other)).toEqual({ ok: true, spec: defaultSpec });
  });

  it('names unknown fields and never lets them through', () => {
    expect(complaints(set('training.warmup', 3))).toContain('training.warmup: is not a field');
    const poisoned = JSON.parse(
      JSON.stringify(defaultSpec).replace('"version":1', '"version":1,"__proto__":{"polluted":1}'),
    );
    expect(readSpec(poisoned).ok).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  it('refuses validation errors without validation images', () => {
    const change = (spec: Record<string, never>) => {
      set('dataset.validation', 0)(spec);
      set('method.errorsFrom', 'validation')(spec);
    };
    expect(complaints(change)).toContain('method.errorsFrom: needs validation images');
  });

  it('refuses what is not an experiment and what is from the future', () => {
    for (const value of [null, [], 'x', 3]) expect(readSpec(value).ok).toBe(false);
    expect(complaints(set('version', 9))).toContain('Open it in a newer one');
  });
});

describe('specHash', () => {
  it('ignores the name and the order of fields, nothing else', () => {
    const renamed = { ...defaultSpec, name: 'other' };
    const reordered = Object.fromEntries(Object.entries(defaultSpec).reverse());
    expect(specHash(renamed)).toBe(specHash(defaultSpec));
    expect(specHash(reordered as typeof defaultSpec)).toBe(specHash(defaultSpec));
    expect(specHash({ ...defaultSpec, seed: 2 })).not.toBe(specHash(defaultSpec));
  });
});
