import { expect, test } from 'vitest';
import { linearGradient } from './linearGradient.ts';
import { paintOf } from './paint.ts';
import { type Drawing, element, type SvgTextNode } from './svgNode.ts';
import { writeSvg } from './writeSvg.ts';

const font = {
  family: '"Inter Variable", system-ui, sans-serif',
  size: 13,
  weight: 650,
  isItalic: false,
  hasTabularNumbers: true,
};

function piece(text: string, anchor: SvgTextNode['anchor'] = 'start'): SvgTextNode {
  const characters = [...text].map((sign, index) => ({ text: sign, x: 10 + 8 * index }));
  const end = 10 + 8 * text.length;
  return { kind: 'text', characters, end, y: 20, anchor, font, fill: '#1a201d', opacity: 1 };
}

const drawing = (title: string, ...nodes: Drawing['nodes']): Drawing => ({
  width: 100,
  height: 50.126,
  title,
  description: 'What is shown',
  nodes,
});

test('foreign names stay text in an SVG file', () => {
  const hostile = `</text><script>alert(1)</script>&"'\u0000`;
  const svg = writeSvg(drawing(hostile, piece(hostile)), null);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
});

test('live text keeps its place where fonts are wider, and names the font by both its names', () => {
  const svg = writeSvg(drawing('t', piece('abc', 'end')), '#ffffff');
  expect(svg).toContain('x="34"');
  expect(svg).toContain('text-anchor="end"');
  expect(svg).toContain('&#39;Inter Variable&#39;, &#39;Inter&#39;, system-ui, sans-serif');
  expect(svg).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
});

test('numbers are cut to hundredths', () => {
  const svg = writeSvg(drawing('t', element('rect', { x: 1.23456, rx: 0 })), null);
  expect(svg).toContain('<rect x="1.23" rx="0"/>');
  expect(svg).toContain('height="50.13"');
});

test('colours come to hexadecimal sRGB and an opacity', () => {
  expect(paintOf('rgb(27, 107, 74)')).toEqual({ colour: '#1b6b4a', opacity: 1 });
  expect(paintOf('rgb(1 2 3)')).toEqual({ colour: '#010203', opacity: 1 });
  expect(paintOf('rgba(0, 0, 0, 0.25)')).toEqual({ colour: '#000000', opacity: 0.25 });
  expect(paintOf('color(srgb 1 0.5 0 / 0.8)')).toEqual({ colour: '#ff8000', opacity: 0.8 });
  expect(['none', 'rgba(0, 0, 0, 0)', 'url("#a")'].map(paintOf)).toEqual([null, null, null]);
});

test('a gradient runs along its box, stops without a place evenly', () => {
  const box = { x: 10, y: 0, width: 100, height: 10 };
  const gradient = linearGradient(
    'linear-gradient(to right, rgb(0, 0, 0), rgb(10, 0, 0), rgb(20, 0, 0) 60%, rgba(0, 0, 0, 0))',
    box,
    'g',
  );
  expect(gradient?.attributes).toMatchObject({ id: 'g', x1: 10, x2: 110 });
  const offsets = gradient?.children.map(
    (stop) => stop.kind === 'element' && stop.attributes.offset,
  );
  expect(offsets).toEqual([0, 0.3, 0.6, 1]);
  expect(linearGradient('none', box, 'g')).toBeNull();
});

test('a gradient may stop at a length', () => {
  const box = { x: 0, y: 0, width: 200, height: 10 };
  const gradient = linearGradient(
    'linear-gradient(to right, rgba(0, 0, 0, 0) 34px, rgb(225, 229, 223) 34px)',
    box,
    'g',
  );
  const offsets = gradient?.children.map(
    (stop) => stop.kind === 'element' && stop.attributes.offset,
  );
  expect(offsets).toEqual([0.17, 0.17]);
});
