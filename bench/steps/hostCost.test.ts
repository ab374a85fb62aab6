import { expect, it } from 'vitest';
import { type HostCost, hostCostCells } from './hostCost.ts';

function cost(engine: string, batch: number, milliseconds: number[], maxBytes: number): HostCost {
  return { task: 'bn', batch, engine, milliseconds, dispatches: 50, maxBytes };
}

it('costs are held against those of the same task and batch', () => {
  const [heading, ...lines] = hostCostCells([
    cost('espalier', 4, [0.3, 0.1, 0.2], 3e6),
    cost('tfjs', 4, [20], 12e6),
    cost('espalier', 64, [1], 30e6),
  ]);
  const column = (name: string) => lines.map((line) => line[heading.indexOf(name)]);
  expect(column('median ms')).toEqual(['0.2', '20', '1']);
  expect(column('÷ captured')).toEqual(['1', '100', '1']);
  expect(column('MB')).toEqual(['3', '12', '30']);
  expect(column('of tfjs’ MB')).toEqual(['25%', '100%', '']);
});
