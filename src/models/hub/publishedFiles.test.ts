/** A model's files as a repository of the Hub has them, under a card that the Hub can read. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import { hashBytes } from '../../lib/hash.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { exportedFiles, exportFormats } from '../exportFormats.ts';
import { madeModels } from '../testing/madeModels.ts';
import { hubFacts } from './hubFacts.ts';
import { publishedFiles } from './publishedFiles.ts';

const model = madeModels['Complementary: a vote'];
const state = finishedState({ data: 'many', classes: model.classes.length, rounds: 2, epochs: 2 });

/** The lines of YAML above a card, read as the Hub reads them. */
function factsOf(card: string): unknown {
  const found = /^---\n([\s\S]*?\n)---\n/.exec(card);
  expect(found).not.toBeNull();
  return parse(found?.[1] ?? '');
}

const fromHub = (run: RunState): RunState => ({
  ...run,
  spec: { ...run.spec, dataset: { ...run.spec.dataset, source: 'hf:ann/leaves' } },
});

it('puts the card above the files of each format, the same as they are taken out', async () => {
  const files = await publishedFiles(model, ['tfjs', 'safetensors', 'onnx'], state, null);
  expect(files.map(({ name }) => name)).toEqual([
    'README.md',
    'onnx/model.onnx',
    'tfjs/model.json',
    'tfjs/group1-shard1of1.bin',
    'model.safetensors',
    'espalier_model.py',
  ]);
  const taken = exportFormats.flatMap((format) => exportedFiles(model, format));
  expect(files.slice(1).map(({ bytes }) => hashBytes(bytes))).toEqual(
    taken.map(({ bytes }) => hashBytes(bytes)),
  );
  const card = new TextDecoder().decode(files[0].bytes);
  expect(card).toContain('- `onnx/model.onnx`: ONNX Runtime');
  expect(card).toContain('**Licence of the data:** to be filled in');
});

it('leaves out what was not chosen, and says nothing of it', async () => {
  const files = await publishedFiles(model, ['onnx'], null, null);
  expect(files.map(({ name }) => name)).toEqual(['README.md', 'onnx/model.onnx']);
  const card = new TextDecoder().decode(files[0].bytes);
  expect(card).not.toMatch(/safetensors|tfjs/);
  expect(factsOf(card)).toEqual({
    library_name: 'espalier',
    pipeline_tag: 'image-classification',
    tags: ['espalier', 'onnx'],
  });
});

it('tells the accuracy, and the data set where the Hub has it', () => {
  const error = state.rounds.at(-1)?.outcome?.ensemble.topErrors.test?.['1'] ?? Number.NaN;
  const facts = factsOf(hubFacts(model, ['onnx'], fromHub(state)));
  expect(facts).toMatchObject({
    datasets: ['ann/leaves'],
    metrics: ['accuracy'],
    'model-index': [
      {
        results: [
          {
            task: { type: 'image-classification' },
            dataset: { type: 'ann/leaves', split: 'test' },
            metrics: [{ type: 'accuracy', value: expect.closeTo(1 - error, 6) }],
          },
        ],
      },
    ],
  });
  expect(factsOf(hubFacts(model, ['onnx'], state))).not.toHaveProperty('datasets');
});

it('calls models of features what they are', () => {
  const facts = factsOf(hubFacts(madeModels['Single: features'], ['onnx'], null));
  expect(facts).toMatchObject({ pipeline_tag: 'tabular-classification' });
});

/** Text, with that among it which means something to YAML. */
const names = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'a: b',
    '---',
    '- [x',
    "'",
    '"\\',
    '# x\n---\n',
    'null',
    '1e3',
    'yes',
    'Blätter 🍃',
    '&a *a',
  ),
);

it('takes any name for text', () => {
  fc.assert(
    fc.property(names, names, (experiment, name) => {
      const { origin } = model;
      const named = { ...model, origin: { ...origin, experiment, dataset: { name, hash: '' } } };
      const facts = factsOf(hubFacts(named, ['onnx'], state)) as {
        'model-index': [{ name: string; results: [{ dataset: { name: string } }] }];
      };
      const [{ name: title, results }] = facts['model-index'];
      expect(title).toBe(experiment === '' ? 'A trained model' : experiment);
      expect(results[0].dataset.name).toBe(name);
    }),
  );
});
