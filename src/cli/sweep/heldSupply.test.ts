import { expect, it, vi } from 'vitest';
import type { AnyDataset } from '../../data/dataset.ts';
import type { Engine } from '../../engine/engine.ts';
import { presetOf } from '../../spec/presets/presets.ts';
import { HeldSupply } from './heldSupply.ts';

const spec = presetOf('glyphs-cnn')?.spec;
if (spec === undefined) throw new Error('The preset glyphs-cnn is gone');
const of = (source: string) => ({ ...spec, dataset: { ...spec.dataset, source } });

function supplyOf(room: number, bytes: number) {
  const from = {
    data: vi.fn(async () => {
      const split = { images: new Uint8Array(bytes), labels: new Int32Array(1) };
      return { train: split, validation: null, test: null } as unknown as AnyDataset;
    }),
    engine: vi.fn(async () => ({}) as Engine),
    giveBack: vi.fn(),
  };
  return { supply: new HeldSupply(room, from), from };
}

it('reads a data set once for all runs that ask for it, as far as there is room', async () => {
  const { supply, from } = supplyOf(250, 100);
  for (const source of ['a', 'b', 'a', 'b']) await supply.data(of(source), [], {}, 0);
  expect(from.data).toHaveBeenCalledTimes(2);
  // The third takes the place of the one that was used the longest ago.
  for (const source of ['c', 'b']) await supply.data(of(source), [], {}, 0);
  expect(from.data).toHaveBeenCalledTimes(3);
  await supply.data(of('a'), [], {}, 0);
  expect(from.data).toHaveBeenCalledTimes(4);
});

it('keeps the one that is in use, whatever it takes', async () => {
  const { supply, from } = supplyOf(10, 100);
  for (const source of ['a', 'a', 'b', 'a']) await supply.data(of(source), [], {}, 0);
  expect(from.data).toHaveBeenCalledTimes(3);
});

it('starts an engine once, and another for another device', async () => {
  const { supply, from } = supplyOf(10, 1);
  const engine = await supply.engine('wasm', 1);
  supply.giveBack(engine);
  expect(await supply.engine('wasm', 1)).toBe(engine);
  expect(from.giveBack).not.toHaveBeenCalled();
  await supply.engine('cpu', 'auto');
  expect(from.giveBack).toHaveBeenCalledExactlyOnceWith(engine);
  supply.dispose();
  expect(from.giveBack).toHaveBeenCalledTimes(2);
});
