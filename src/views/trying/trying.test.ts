import { expect, it } from 'vitest';
import { treeFlow } from '../../analysis/predictions/treeFlow.ts';
import { flowPlaces } from './flowPlaces.ts';
import { occlusionPixels } from './occlusionPixels.ts';

it('draws greener what costs more, and nothing green where nothing does', () => {
  const shape = { height: 1, width: 3, channels: 1 };
  const image = Uint8Array.of(100, 100, 100);
  const drawn = occlusionPixels(image, shape, Float32Array.of(0.4, 0.2, -0.3), 0.4);
  const green = [0, 1, 2].map((pixel) => drawn[pixel * 4 + 1] - drawn[pixel * 4]);
  expect(green[0]).toBeGreaterThan(green[1]);
  expect(green[1]).toBeGreaterThan(0);
  expect(green[2]).toBe(0);
  const none = occlusionPixels(image, shape, Float32Array.of(0, 0, 0), 0);
  expect(none[1]).toBe(none[0]);
});

it('lays the groups of a flow out without overlap, in the colour that most of it came through', () => {
  const flow = treeFlow([[0, 0, 1, 1, 2]], [0.5, 0.3, 0.1, 0.06, 0.04], 3);
  const { nodes, links } = flowPlaces(flow, 2, 700, 240);
  const columns = [0, 1].map((level) => nodes.filter(({ node }) => node.level === level));
  for (const column of columns) {
    column.slice(1).forEach((place, at) => {
      expect(place.y).toBeGreaterThanOrEqual(column[at].y + column[at].height);
      expect(place.labelY - column[at].labelY).toBeGreaterThanOrEqual(13);
    });
  }
  expect(columns[1][0]).toMatchObject({ group: 0, isBestClass: true });
  expect(columns[1][1].isBestClass).toBe(false);
  expect(links).toHaveLength(flow.links.length);
});
