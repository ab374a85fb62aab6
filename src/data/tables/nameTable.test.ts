import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeNames, nameOfColumn } from './nameTable.ts';

const rowsOf = (cells: readonly (readonly string[])[]) =>
  cells.map((one, at) => ({ line: at + 1, cells: one }));
const isImage = (cell: string) => (/^[a-z\d]+\.png$/.test(cell) ? 'whole' : 'none');
const judged = (cells: readonly (readonly string[])[], label?: string, title?: string) =>
  judgeNames(rowsOf(cells), isImage, label, title);

describe('a table of names', () => {
  const body = [
    ['1', 'x', 'a.png', 'train'],
    ['2', 'y', 'b.png', 'test'],
    ['3', 'x', 'c.png', 'train'],
    ['4', 'y', 'd.png', 'test'],
  ];

  test('is told by its cells, with or without a header, in any order of columns', () => {
    const names = ['index', 'breed', 'which', 'split'];
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(order, fc.boolean(), (columns, hasHeader) => {
        const cells = (hasHeader ? [names, ...body] : body).map((row) =>
          columns.map((at) => row[at]),
        );
        const found = judged(cells)!;
        expect(found.header).toEqual(hasHeader ? columns.map((at) => names[at]) : null);
        expect(columns[found.fileColumn]).toBe(2);
        expect(columns[found.splitColumn!.columns[0]]).toBe(3);
        expect(found.labelColumns.map((at) => columns[at])).toEqual([1]);
        expect([found.isLabelled, found.named]).toEqual([false, 4]);
      }),
    );
  });

  test('has the labels in a column that is called so, or was chosen', () => {
    const header = ['label', 'breed', 'file', 'split'];
    expect(judged([header, ...body])).toMatchObject({ labelColumns: [0], isLabelled: true });
    expect(judged([header, ...body], 'breed')).toMatchObject({
      labelColumns: [1],
      isLabelled: true,
    });
    expect(judged(body, 'column 2')).toMatchObject({ labelColumns: [1] });
  });

  test('has a column for each class where one of them is 1', () => {
    const oneHot = [
      ['file', 'x', 'y'],
      ['a.png', '1', '0'],
      ['b.png', '0', '1'],
      ['c.png', '1', '0'],
    ];
    expect(judged(oneHot)).toMatchObject({ classColumns: [1, 2], labelColumns: [] });
    const [, ...rows] = oneHot;
    const classes = { classColumns: [1, 2], splitColumn: null };
    expect(judged([['file', 'banana', 'split'], ...rows])).toMatchObject(classes);
    const labelled = { labelColumns: [1], splitColumn: { columns: [2] } };
    expect(judged([['file', 'label', 'split'], ...rows])).toMatchObject(labelled);
  });

  test('tells no labels by measurements, nor by a split', () => {
    const measured = body.map(([, , name], at) => [name, String(at + 0.5)]);
    expect(judged(measured)?.labelColumns).toEqual([]);
    const parted = body.map(([, , name, split]) => [name, split]);
    expect(judged(parted)).toMatchObject({ labelColumns: [], splitColumn: { columns: [1] } });
    const numbered = ['a.png', 'b.png', 'c.png'].map((name, at) => [name, String(at)]);
    expect(judged(numbered, undefined, 'list_eval_partition')?.splitColumn?.columns).toEqual([1]);
  });

  test('is none without images', () => {
    expect(judged([])).toBeNull();
    expect(
      judged([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toBeNull();
  });
});

test('numbers that images are called by are told from names', () => {
  const isNumber = (cell: string) => (/^\d$/.test(cell) ? 'stem' : 'none');
  const table = (header: string) =>
    judgeNames(
      rowsOf([
        [header, 'kind'],
        ['1', 'x'],
        ['2', 'y'],
      ]),
      isNumber,
      undefined,
    );
  expect([table('epoch')?.areNumbers, table('image')?.areNumbers]).toEqual([true, false]);
});

test('a column goes by its name, else by its number', () => {
  expect([nameOfColumn(['a', ''], 0), nameOfColumn(['a', ''], 1), nameOfColumn(null, 2)]).toEqual([
    'a',
    'column 2',
    'column 3',
  ]);
});
