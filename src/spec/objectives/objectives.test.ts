/** The objectives of single networks in an experiment: read, refused, named, and carried by links. */
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../experimentSpec.ts';
import { needsValidation } from '../heldOutCounts.ts';
import { decodeLink, encodeLink } from '../link.ts';
import { methodClassIssues, methodText } from '../methods/methodFacts.ts';
import { defaultSpec } from '../presets/presets.ts';
import { describeIssues, readSpec } from '../readSpec.ts';
import {
  objectiveCaution,
  objectiveFields,
  objectiveSource,
  objectiveTraits,
} from './objectiveFacts.ts';
import { type ObjectiveSpec, objectives } from './objectives.ts';

const all = Object.values(objectives).map((descriptor) => descriptor.start() as ObjectiveSpec);

function specWith(objective: object, validation = 0.2): ExperimentSpec {
  const dataset = { ...defaultSpec.dataset, validation };
  return { ...defaultSpec, dataset, method: { kind: 'single', objective } } as ExperimentSpec;
}

const complaints = (objective: object, validation?: number) => {
  const reading = readSpec(specWith(objective, validation));
  return reading.ok ? 'accepted' : describeIssues(reading.issues);
};

describe('objectives', () => {
  it.each(all)('$kind starts as its authors have it, and travels in links', async (objective) => {
    const spec = specWith(objective);
    expect(readSpec(structuredClone(spec))).toEqual({ ok: true, spec });
    expect(decodeLink(await encodeLink(spec))).toEqual({ ok: true, spec, claimed: null });
    expect(methodText(spec.method)).toMatch(/^One network, .+/);
    expect(objectiveSource(objective.kind)?.paper).toMatch(/ 20\d\d$/);
    const [field, ...others] = objectiveFields(objective.kind);
    expect(others).toEqual([]);
    expect(Object.keys(objective)).toContain(field.path.split('.').at(-1));
  });

  it.each([
    [{ kind: 'focal', gamma: -1 }, 'method.objective.gamma: must be a number from 0 to 10'],
    [{ kind: 'class-balanced', beta: 1 }, 'method.objective.beta: must be a number from 0'],
    [{ kind: 'focal' }, 'method.objective.gamma'],
    [{ kind: 'focal', gamma: 2, tau: 1 }, 'method.objective.tau: is not a field'],
    [{ kind: 'hinge' }, 'method.objective.kind: must be one of focal'],
  ])('refuses %j', (objective, reason) => {
    expect(complaints(objective)).toContain(reason);
  });

  it('refuses weights from validation images where none are held out', () => {
    for (const objective of all) {
      const needs = objectiveTraits(objective).weightsFrom === 'validation';
      expect(complaints(objective, 0)).toBe(
        needs ? `method.objective.kind: ${needsValidation}` : 'accepted',
      );
    }
  });

  it('refuses a tree where the classes have none', () => {
    for (const objective of all) {
      const { method } = specWith(objective);
      const { needsTree } = objectiveTraits(objective);
      const found = methodClassIssues(method, ['a', 'b', 'c']).map(({ path }) => path);
      expect(found).toEqual(needsTree ? ['method.objective.kind'] : []);
      expect(methodClassIssues(method, ['x/a', 'x/b', 'y/c'])).toEqual([]);
    }
    expect(all.filter((objective) => objectiveTraits(objective).needsTree)).toHaveLength(2);
  });
});

it('warns where a robust objective without steps is no plain cross-entropy', () => {
  expect(objectiveCaution({ kind: 'robust-over-classes', eta: 0 })).toContain(
    'only where every batch has as many images of each class',
  );
  expect(objectiveCaution({ kind: 'robust-over-classes', eta: 0.01 })).toBeNull();
  expect(objectiveCaution({ kind: 'focal', gamma: 0 })).toBeNull();
});
