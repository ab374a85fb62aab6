// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { element } from '../drawing/svgNode.ts';
import { pixelRuns } from './pixelRuns.ts';
import { ShapeRecorder } from './shapeRecorder.ts';

function recorder() {
  return new ShapeRecorder(document.createElement('canvas'), 2, (text, { x, y }) =>
    element('text', { x, y, 'data-text': text }),
  );
}

test('rectangles of one colour are one path, in the order in which they are painted', () => {
  const context = recorder();
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 2, 3);
  context.fillRect(4, 0, 2, 3);
  context.globalAlpha = 0.5;
  context.fillRect(8, 0, 2, 3);
  expect(context.shapes()).toEqual([
    element('path', { d: 'M0 0h2v3h-2zM4 0h2v3h-2z', fill: '#ff0000' }),
    element('path', { d: 'M8 0h2v3h-2z', fill: '#ff0000', 'fill-opacity': 0.5 }),
  ]);
});

test('circles, outlines and text are kept between them', () => {
  const context = recorder();
  context.fillStyle = '#000000';
  context.beginPath();
  context.arc(5, 5, 2, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = '#00ff00';
  context.strokeRect(0.5, 0.5, 9, 9);
  context.fillText('7', 3, 4);
  expect(context.shapes()).toEqual([
    element('path', { d: 'M7 5A2 2 0 0 1 3 5A2 2 0 0 1 7 5', fill: '#000000' }),
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: 9,
      height: 9,
      fill: 'none',
      stroke: '#00ff00',
      'stroke-width': 1,
    }),
    element('text', { x: 3, y: 4, 'data-text': '7' }),
  ]);
});

test('pixels become rectangles: equal ones beside and below one another are one', () => {
  const [red, clear] = [
    [255, 0, 0, 255],
    [0, 0, 0, 0],
  ];
  const rows = [
    [red, red, clear],
    [red, red, clear],
    [clear, red, red],
  ];
  const data = new Uint8ClampedArray(rows.flat(2));
  expect(pixelRuns({ width: 3, height: 3, data })).toEqual([
    element('path', { d: 'M0 0h2v2h-2zM1 2h2v1h-2z', fill: '#ff0000' }),
  ]);
});
