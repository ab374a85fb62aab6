import { expect, it } from 'vitest';
import { tableCsv } from '../tables/tableCsv.ts';
import { imageAnswer, probabilitiesOf } from './imageAnswer.ts';
import { predictionTable } from './predictionTable.ts';

const answers = {
  ensemble: Float64Array.of(0.25, 0.75, 0.5, 0.5),
  members: [Float32Array.of(0.5, 0.5, 1, 0), Float32Array.of(0, 1, 0, 1)],
  weights: Float64Array.of(0.5, 0.5, 0.5, 0.5),
};
const answerOf = (image: number) => imageAnswer(probabilitiesOf(answers, image, 2));

it('tells class, probability and disagreement of each image', () => {
  expect(answerOf(0)).toMatchObject({
    label: 1,
    probability: 0.75,
    members: [
      { label: 0, probability: 0.5 },
      { label: 1, probability: 1 },
    ],
  });
  // Ties go to the lower index; networks sure of different classes are one bit apart.
  expect(answerOf(1)).toMatchObject({ label: 0, probability: 0.5 });
  expect(answerOf(1).spread).toBeCloseTo(1, 12);
});

it('writes names and classes that no spreadsheet takes for a formula', () => {
  const rows = [
    { name: '=cmd.png', answer: answerOf(1) },
    { name: 'b,c.png', problem: 'it is no image' },
  ];
  const csv = tableCsv(predictionTable(rows, ['=A1', 'b'], ['network 1', 'network 2']));
  expect(csv.split('\r\n')).toEqual([
    'file,class,probability,network 1,network 1 probability,network 2,network 2 probability,disagreement in bits,problem',
    "'=cmd.png,'=A1,0.5,'=A1,1,b,1,1,",
    '"b,c.png",,,,,,,,it is no image',
    '',
  ]);
});

it('of one network has no column that repeats it', () => {
  const table = predictionTable([{ name: 'a', answer: answerOf(0) }], ['x', 'y'], ['network 1']);
  expect(table.columns.map(({ label }) => label)).toEqual([
    'file',
    'class',
    'probability',
    'problem',
  ]);
});
