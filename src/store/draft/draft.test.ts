import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { draftOf, issueAt, valueAt, withValue } from './draft.ts';

describe('the draft', () => {
  const draft = draftOf(defaultSpec);

  it('keeps a wrong value, names its field, and has no spec until it is mended', () => {
    const wrong = withValue(draft, 'training.epochs', 0);
    expect(valueAt(wrong, 'training.epochs')).toBe(0);
    expect(issueAt(wrong, 'training.epochs')).toMatch(/whole number from 1/);
    expect(wrong.spec).toBeNull();
    const mended = withValue(wrong, 'training.epochs', 3);
    expect(mended.spec?.training.epochs).toBe(3);
    expect(mended.issues).toEqual([]);
  });

  it('changes nothing but the field', () => {
    const changed = withValue(draft, 'method.mu', 0.5);
    expect(changed.spec).toEqual({ ...defaultSpec, method: { ...defaultSpec.method, mu: 0.5 } });
    expect(draft.value).toEqual(defaultSpec);
  });

  it('leaves a field out that is set to nothing', () => {
    const without = withValue(draft, 'method.mu', undefined);
    expect(Object.keys(without.value.method as object)).not.toContain('mu');
    expect(withValue(without, 'method.mu', 0.5).spec?.method).toMatchObject({ mu: 0.5 });
  });

  it('says rules between fields at the field to change', () => {
    const noShare = withValue(draft, 'dataset.validation', 0);
    const wrong = withValue(noShare, 'method.errorsFrom', 'validation');
    expect(issueAt(wrong, 'method.errorsFrom')).toMatch(/validation share/);
    expect(issueAt(wrong, 'dataset.validation')).toBeNull();
  });

  it('names the field of a network that is wrong as a whole', () => {
    const mlp = withValue(draft, 'network', { kind: 'mlp', hidden: [50], initial: 'normal' });
    expect(issueAt(withValue(mlp, 'network.hidden', [1.5]), 'network.hidden')).toMatch(/1 to 4096/);
    expect(issueAt(withValue(mlp, 'network.hidden', [9000]), 'network.hidden')).toMatch(/4096/);
  });

  it('changes one item of a list', () => {
    const both = withValue(draft, 'method.rounds', 2);
    const networks = [
      { kind: 'resnet', depth: 8 },
      { kind: 'cnn', channels: [4, 4] },
    ];
    const listed = withValue(both, 'network', networks);
    const deeper = withValue(listed, 'network.0.depth', 14);
    expect(valueAt(deeper, 'network.0.depth')).toBe(14);
    expect(deeper.spec?.network).toEqual([{ kind: 'resnet', depth: 14 }, networks[1]]);
    const wrong = withValue(deeper, 'network.1.channels', [4]);
    expect(issueAt(wrong, 'network.1.channels')).toMatch(/two numbers/);
    expect(issueAt(wrong, 'network.0.depth')).toBeNull();
  });
});
