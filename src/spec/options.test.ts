/** Options and the schema describe the same fields; neither can gain one that the other lacks. */
import { describe, expect, it } from 'vitest';
import { experimentSpecSchema } from './experimentSpec.ts';
import type { OptionDescription } from './fields/optionDescription.ts';
import { levelwiseSchema, membersSchema } from './methods/levelwise/levelwiseSchema.ts';
import { plainChoice } from './objectives/objectives.ts';
import { options } from './options.ts';
import { fieldsAt, leafPaths, listedValues } from './testing/schemaFields.ts';

const described: [string, OptionDescription][] = Object.entries(options);

/** Fields that stand in files only: a form asks for them in ways of its own, or not at all. */
const withoutOption = [
  'dataset.classes',
  'dataset.exclude',
  'dataset.features',
  'dataset.hash',
  'dataset.merge.classes',
  'dataset.merge.name',
  'dataset.reading',
  'dataset.source',
  'method.balancedBy',
  'method.classImportance',
  'name',
  'version',
];

/** Choices of which one, `given`, stands for numbers in the word's place. */
const givenInstead = new Set(['augment.normalise', 'method.levelWeights']);

/** Choices of which one stands for a part of the experiment that is left out. */
const leftOut = new Set(['method.objective.kind']);

/** Choices of whether there is a part of the experiment, which has fields of its own. */
const ofParts = new Set(['method.members']);

describe('options', () => {
  it.each(described)('%s is a field of an experiment', (path) => {
    expect(fieldsAt(experimentSpecSchema, path)).not.toEqual([]);
  });

  it('describe members by the fields of a level-wise method', () => {
    const fields = Object.keys(membersSchema.shape);
    const ofMethod = Object.keys(levelwiseSchema.shape);
    expect(ofMethod.filter((field) => !fields.includes(field))).toEqual([
      'kind',
      'initialFrom',
      'classImportance',
    ]);
    expect(fields.filter((field) => !ofMethod.includes(field))).toEqual([]);
  });

  it('describe every field but those that stand in files only', () => {
    const isDescribed = (path: string) =>
      described.some(([option]) => path === option || path.startsWith(`${option}.`));
    const bare = leafPaths(experimentSpecSchema).filter((path) => !isDescribed(path));
    expect(bare.sort()).toEqual(withoutOption);
  });

  it.each(
    described.flatMap(([path, option]) =>
      option.kind === 'choice' && !ofParts.has(path)
        ? [[path, option.choices.map(({ value }) => value)] as const]
        : [],
    ),
  )('%s offers what the schema takes', (path, choices) => {
    const listed = fieldsAt(experimentSpecSchema, path).flatMap(listedValues);
    // Numbers that are given stand in the spec themselves, not as a word.
    const words = new Set(givenInstead.has(path) ? ['given', ...listed] : listed);
    if (leftOut.has(path)) words.add(plainChoice);
    expect([...words].sort()).toEqual([...choices].sort());
  });
});
