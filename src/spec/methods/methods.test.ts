import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { defaultSpec } from '../presets/presets.ts';
import { readSpec } from '../readSpec.ts';
import { fieldsAt } from '../testing/schemaFields.ts';
import { defaultComplementary } from './complementary.ts';
import { defaultLevelwise } from './levelwise/defaultLevelwise.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import {
  drivingErrorsOf,
  flatTwinMethod,
  hasGroups,
  hasHierarchy,
  initialNetworkOf,
  isMethodKind,
  lossNameOf,
  methodClassIssues,
  methodText,
  roundsOf,
  startingMethod,
  traitsOf,
} from './methodFacts.ts';
import { type MethodSpec, methodOptions, methodSchema, methods } from './methods.ts';

const descriptors: [string, MethodDescriptor<MethodSpec>][] = Object.entries(methods);

describe('the methods', () => {
  it('are those that the schema takes', () => {
    const kinds = methodSchema.options.flatMap(({ shape }) => [...shape.kind.values]);
    expect(Object.keys(methods).sort()).toEqual(kinds.sort());
    expect(methodOptions['method.kind'].choices.map(({ value }) => value)).toEqual(
      Object.keys(methods),
    );
    expect(isMethodKind('magic')).toBe(false);
    expect(isMethodKind('toString')).toBe(false);
  });

  it.each(descriptors)('%s has the options it describes', (kind, { schema, options }) => {
    for (const path of Object.keys(options)) {
      expect([path, fieldsAt(schema, path.replace('method.', '')).length]).not.toEqual([path, 0]);
    }
    expect(fieldsAt(schema, 'kind')).toHaveLength(1);
    expect(methods).toHaveProperty(kind);
  });

  it.each(descriptors)('%s starts from an experiment that is right', (kind) => {
    const random = createRandom(1, 'starting', kind);
    for (let trial = 0; trial < 50; trial++) {
      const classCount = 3 + random.integer(400);
      const epochs = 2 + random.integer(60);
      const rounds = 2 + random.integer(8);
      if (!isMethodKind(kind)) throw new Error(`${kind} is no kind`);
      const method = startingMethod(kind, { rounds, classCount, epochs });
      expect(method.kind).toBe(kind);
      const training = { ...defaultSpec.training, epochs };
      expect(readSpec({ ...defaultSpec, training, method })).toMatchObject({ ok: true });
      const classes = Array.from({ length: classCount }, (_, index) => `class ${index}`);
      expect(methodClassIssues(method, classes)).toEqual([]);
    }
  });

  it.each(descriptors)('%s has as many networks as rounds, and a word for its loss', (kind) => {
    if (!isMethodKind(kind)) throw new Error(`${kind} is no kind`);
    const method = startingMethod(kind, { rounds: 3, classCount: 10, epochs: 6 });
    const { votes } = traitsOf(method);
    expect(roundsOf(method)).toBe(votes === 'none' ? 1 : 3);
    expect(lossNameOf(method)).not.toBe('');
    expect(methodText(method)).not.toBe('');
  });
});

describe('what distinguishes methods', () => {
  it('is the hierarchy, its groups and its flat twin', () => {
    const grown = defaultLevelwise();
    expect([hasHierarchy(grown), hasGroups(grown)]).toEqual([true, true]);
    const confused = defaultLevelwise({ hierarchy: { from: 'confusion' } });
    expect([hasHierarchy(confused), hasGroups(confused)]).toEqual([true, false]);
    expect(hasHierarchy(defaultComplementary())).toBe(false);
    expect(flatTwinMethod(grown)).toEqual({ kind: 'single' });
    expect(flatTwinMethod({ kind: 'single' })).toBeNull();
  });

  it('is what errors drive it', () => {
    const method = defaultComplementary({ errors: 'hard', errorsFrom: 'validation' });
    expect(drivingErrorsOf(method)).toEqual({
      measure: 'hard',
      from: 'validation',
      chosenAt: 'method.errorsFrom',
    });
    expect(drivingErrorsOf(defaultLevelwise())).toEqual({ measure: 'hard', from: 'train' });
  });

  it('is the network that it starts from', () => {
    const initialFrom = 'ab'.repeat(32);
    expect(initialNetworkOf({ kind: 'single' })).toBeNull();
    expect(initialNetworkOf(defaultLevelwise())).toBeNull();
    expect(initialNetworkOf(defaultLevelwise({ initialFrom }))?.answersFirst).toBe(false);
    const hierarchy = { from: 'confusion', warmupEpochs: 0 } as const;
    expect(initialNetworkOf(defaultLevelwise({ initialFrom, hierarchy }))).toEqual({
      hash: initialFrom,
      answersFirst: true,
    });
  });
});
