import { describe, expect, it } from 'vitest';
import { methodClassIssues, roundsOf } from '../methods/methodFacts.ts';
import { fitIssues } from '../networks/fitIssues.ts';
import { readSpec } from '../readSpec.ts';
import { imagesOfBuiltInTrunk } from './builtInTrunk.ts';
import { tableOf } from './preset.ts';
import { filesOfSource, presetOf, presets } from './presets.ts';

describe('every preset', () => {
  it.each(presets.map((preset) => [preset.id, preset] as const))(
    '%s is an experiment',
    (_, preset) => {
      const reading = readSpec(JSON.parse(JSON.stringify(preset.spec)));
      expect(reading).toEqual({ ok: true, spec: preset.spec });
      for (const { topErrors } of preset.published ?? []) {
        for (const error of Object.values(topErrors)) expect(error).toBeGreaterThan(1);
      }
    },
  );

  it('says what to open, where its images do not come with the page', () => {
    for (const { id, files, spec } of presets) {
      const { source } = spec.dataset;
      const comesWith = (imagesOfBuiltInTrunk(source) ?? source).startsWith('builtin:');
      expect(files === null, id).toBe(comesWith);
    }
    for (const source of ['local:imagenet', 'local:imagenet10k']) {
      expect(filesOfSource(source)).toMatch(/image-net\.org.*train\/<class>\/\*\.JPEG.*224 × 224/);
    }
    expect(filesOfSource('local:leaves')).toBeNull();
  });

  it('has an id of its own', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });
});

const named = (id: string) => {
  const preset = presetOf(id);
  if (preset === undefined) throw new RangeError(`There is no preset ${id}`);
  return preset;
};

describe('presets of the tables', () => {
  const tableOne = [
    'mnist-mlp',
    'cifar100-resnet56',
    'cifar100-densenet-bc-40',
    'imagenet-resnet50',
    'imagenet-densenet121',
    'imagenet-alexnet',
  ].flatMap((id) => [id, `${id}-released`]);
  const tableTwo = ['cifar100-resnet56', 'imagenet-resnet50'].flatMap((id) => [
    `${id}-joint`,
    `${id}-boosting`,
  ]);
  const tableI = ['flat', 'fixed', 'adapted', 'tree'].map(
    (variant) => `imagenet-alexnet-levelwise-${variant}`,
  );
  const tableIV = ['flat', 'one-level', 'one-level-sampled', 'two-level'].map(
    (variant) => `imagenet10k-alexnet-levelwise-${variant}`,
  );

  it.each([
    ['Table 1', [...tableOne, 'mnist-mlp-120-in-all', 'mnist-mlp-released-120-in-all']],
    ['Table 2', tableTwo],
    ['Table I', tableI],
    ['Table IV', tableIV],
  ])('of %s all exist at length', (table, ids) => {
    const atLength = presets.filter(
      (preset) => tableOf(preset) === table && !preset.fitsAnyData && !preset.id.endsWith('-quick'),
    );
    expect(atLength.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const { published } of atLength) expect(published).not.toBeNull();
  });

  it.each([...tableOne, ...tableTwo, ...tableI, ...tableIV])('of %s have a quick form', (id) => {
    const quick = named(`${id}-quick`);
    const { epochs } = quick.spec.training;
    expect(epochs).toBeLessThan(named(id).spec.training.epochs);
    expect(epochs).toBeLessThanOrEqual(15);
    expect(quick.spec.method.kind).toBe(named(id).spec.method.kind);
    expect(quick.row).toBe(named(id).row);
  });

  it('of the released code have its recipe', () => {
    const released = presets.filter(({ id }) => id.includes('-released'));
    for (const { spec } of released) {
      expect(spec.training).toMatchObject({ momentum: 0.9, weightDecay: 0.0001 });
      expect(spec.method).toMatchObject({ mu: 0.7, errors: 'hard', update: 'released-code' });
    }
    expect(named('mnist-mlp-released').spec).toMatchObject({
      augment: { normalise: { mean: [0.1307], deviation: [0.3081] } },
      method: { errorsFrom: 'train' },
    });
    expect(named('cifar100-resnet56-released').spec).toMatchObject({
      network: { kind: 'resnet', depth: 56, shortcut: 'projection' },
      training: { epochs: 300, schedule: { at: [150, 225] } },
      method: { errorsFrom: 'validation' },
    });
    expect(named('imagenet-resnet50-released').spec).toMatchObject({
      dataset: { validation: 0.04 },
      method: { errorsFrom: 'validation' },
    });
  });

  it('read 120 epochs as each network’s, and as those of all together', () => {
    const total = (id: string) => {
      const { training, method } = named(id).spec;
      return training.epochs * roundsOf(method);
    };
    expect([total('mnist-mlp'), total('mnist-mlp-released')]).toEqual([480, 480]);
    expect([total('mnist-mlp-120-in-all'), total('mnist-mlp-released-120-in-all')]).toEqual([
      120, 120,
    ]);
  });

  it('train networks that fit the images they are for', () => {
    const large = { height: 224, width: 224, channels: 3 };
    const small = { height: 32, width: 32, channels: 3 };
    for (const { spec, id } of presets) {
      const shape = spec.dataset.source.startsWith('local:imagenet') ? large : small;
      expect(fitIssues(spec.network, shape, 100), id).toEqual([]);
    }
  });
});

describe('a preset for any data', () => {
  const general = presets.filter(({ fitsAnyData }) => fitsAnyData);

  it('stands for each row of Tables I and IV', () => {
    expect(general.map(({ id }) => id)).toEqual([
      'flat',
      'levelwise-fixed',
      'levelwise-adapted',
      'levelwise-tree',
      'levelwise-one-level',
      'levelwise-one-level-sampled',
      'levelwise-two-level',
    ]);
  });

  it.each([10, 62, 100, 242, 1000, 7756])('is valid with %i classes', (classCount) => {
    const classes = Array.from({ length: classCount }, (_, index) => `class ${index}`);
    for (const { spec } of general) expect(methodClassIssues(spec.method, classes)).toEqual([]);
  });
});
