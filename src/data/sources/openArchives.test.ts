import { describe, expect, test } from 'vitest';
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { readDataset, readOrAsk } from '../readDataset.ts';
import type { NamesQuestion } from '../readingChoices.ts';
import { encodeName } from '../testing/encodeName.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeZip } from '../testing/writeZip.ts';

/** Two classes, their images' names in an encoding that is not told. */
const zip = (encoding: NameEncoding, paths: readonly string[], file = 'a.zip') =>
  sourceFile(
    file,
    writeZip(
      paths.map((path, at) => ({
        path,
        name: encodeName(path, encoding),
        flags: 0,
        bytes: plainPng(at),
      })),
    ),
  );
const chinese = ['动物/狗/0.png', '动物/狗/1.png', '动物/猫/0.png'];

describe('names in archives that do not tell their encoding', () => {
  test('are asked for with what each reading makes of them, likeliest first', async () => {
    const reading = await readOrAsk([zip('gbk', chinese)]);
    if (reading.kind !== 'choice') return expect.fail('not asked');
    const question = reading.questions[0] as NamesQuestion;
    expect(question).toMatchObject({ kind: 'names', file: 'a.zip' });
    expect(question.found).toBe(
      '3 entries are named in an encoding that the archive does not tell',
    );
    expect(question.alternatives[0]).toMatchObject({
      choices: { names: 'gbk' },
      title: 'Simplified Chinese (GBK)',
      description: '动物, 狗, 猫',
      flag: '--names gbk',
    });
    expect(question.alternatives.length).toBeGreaterThan(4);
    await expectRefusal(
      () => readDataset([zip('gbk', chinese)]),
      ['choose one: --names gbk, --names '],
    );
  });

  test('come to the same data set as names that tell it, once answered', async () => {
    const told = sourceFile(
      'a.zip',
      writeZip(chinese.map((path, at) => ({ path, bytes: plainPng(at) }))),
    );
    const expected = await readDataset([told]);
    expect(expected.classes).toEqual(['狗', '猫']);
    const choices = { names: 'gbk' } as const;
    const answered = await readDataset([zip('gbk', chinese)], { choices });
    expect(answered.hash).toBe(expected.hash);
    const untold = await readDataset([zip('utf-8', chinese)]);
    expect(untold.hash).toBe(expected.hash);
    expect(untold.notes).toEqual(expected.notes);
  });

  test('of several archives are asked for once, those in UTF-8 left as they are', async () => {
    const files = [
      zip('gbk', ['x/狗/0.png', 'x/猫/0.png']),
      zip('utf-8', ['x/狗/1.png', 'x/猫/1.png'], 'b.zip'),
    ];
    const { classes, train } = await readDataset(files, { choices: { names: 'gbk' } });
    expect(classes).toEqual(['狗', '猫']);
    expect([...train.labels]).toEqual([0, 0, 1, 1]);
  });

  test('are not asked for where folders tell the classes in ASCII and no table names files', async () => {
    const paths = ['cat/猫.png', 'dog/狗.png'];
    expect((await readDataset([zip('gbk', paths)])).classes).toEqual(['cat', 'dog']);
    const csv = writeZip([
      ...paths.map((path, at) => ({
        path,
        name: encodeName(path, 'gbk'),
        flags: 0,
        bytes: plainPng(at),
      })),
      { path: 'labels.csv', bytes: new TextEncoder().encode('file,label\n狗.png,a\n') },
    ]);
    expect((await readOrAsk([sourceFile('a.zip', csv)])).kind).toBe('choice');
  });

  test('are refused where they are no text in the encoding chosen', async () => {
    await expectRefusal(
      () => readDataset([zip('gbk', chinese)], { choices: { names: 'shift_jis' } }),
      ['no text in the encoding Japanese (Shift_JIS)', 'choose another encoding'],
    );
  });
});
