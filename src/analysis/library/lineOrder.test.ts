import { expect, test } from 'vitest';
import { libraryRun, sampleLibrary } from '../testing/sampleLibrary.ts';
import { libraryLines } from './libraryLines.ts';
import { heldOrder, lineOrders, orderedLines } from './lineOrder.ts';

const lines = libraryLines(sampleLibrary());

test('the latest, the least error, the largest and the longest first', () => {
  const firstBy = lineOrders.map((order) => orderedLines(lines, order)[0]);
  const lastBy = lineOrders.map((order) => orderedLines(lines, order).at(-1));
  const at = (all: typeof lastBy, of: (line: (typeof lines)[number]) => number | undefined) =>
    all.map((line) => line && of(line));
  expect(at(firstBy, ({ updatedAt }) => updatedAt)[0]).toBe(
    Math.max(...lines.map(({ updatedAt }) => updatedAt)),
  );
  expect(at(lastBy, ({ testError }) => testError?.mean)[1]).toBe(
    Math.max(...lines.map(({ testError }) => testError?.mean ?? 0)),
  );
  expect(at(firstBy, ({ bytes }) => bytes)[3]).toBe(Math.max(...lines.map(({ bytes }) => bytes)));
});

test('what is unknown stands last in every order', () => {
  const unknown = libraryLines([
    libraryRun({ testError: null, hardestFifth: null, seconds: null, updatedAt: 1, bytes: 0 }),
  ]);
  for (const order of lineOrders) {
    expect(orderedLines([...unknown, ...lines], order).at(-1)).toBe(unknown[0]);
  }
});

test('lines hold their places until they are let go; new ones come in where they belong', () => {
  const [a, b, c] = lines;
  expect(heldOrder([c, a, b], [a.key, c.key])).toEqual([a, c, b]);
  expect(heldOrder([b, c, a], [a.key, c.key])).toEqual([b, a, c]);
  expect(heldOrder([b], [a.key, c.key])).toEqual([b]);
});
