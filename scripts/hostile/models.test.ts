/** Every hostile model is refused in exactly the words recorded, and nothing is asked of any network. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataError } from '../../src/data/dataError.ts';
import { hostileModels } from './modelCases.ts';
import words from './modelWords.json' with { type: 'json' };
import { refusalOfModel } from './readHostileModel.ts';

const fetched = vi.fn();
beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => vi.unstubAllGlobals());

test('there are at least 200, each of a name of its own and recorded', () => {
  const names = hostileModels.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(200);
  expect(Object.keys(words).sort()).toEqual(names.sort());
});

test.each(hostileModels)('$name', async (model) => {
  const error = await refusalOfModel(model);
  expect(error).toBeInstanceOf(DataError);
  const { fault, message } = error as DataError;
  expect(message).toBe((words as Record<string, string>)[model.name]);
  expect(fault.file).toMatch(/^net\//);
  expect(fault.remedy.length).toBeGreaterThan(10);
  // Nothing foreign breaks out of its line, and no part of a message is empty or of a machine.
  expect(message).not.toMatch(/(?![\u200c\u200d])\p{C}/u);
  expect(message).not.toMatch(/undefined|NaN|\[object/);
  expect(message.length).toBeLessThan(2000);
});

test('none of them asks anything of a network, or leaves a mark on what all objects share', () => {
  expect(fetched).not.toHaveBeenCalled();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
