/**
 * The main charts of a comparison as SVG, drawn without a page: what hard classes gain against what
 * easy ones pay, and the error of the vote epoch by epoch. They lie as they do on the page, in the
 * colours of its light theme.
 */
import { markupText } from '../../lib/escaping/markupText.ts';
import { axisRoom } from '../results/charts/axisRoom.ts';
import { doseLayout, dosePoints, doseTitle } from '../results/charts/doseLayout.ts';
import { curvesLayout, curvesTitle, overlaidCurves } from '../results/charts/overlaidCurves.ts';
import type { ResultsTable } from '../results/resultsTable.ts';
import { settingAxes } from '../results/settingAxes.ts';
import type { ReportChart } from './report.ts';

const ink = { strong: '#1a201d', plain: '#4e5953', soft: '#5f6a64', line: '#e1e5df' };
const width = 520;

/** The charts that say something of a table; none of one without any finished epoch. */
export function comparisonCharts(table: ResultsTable): ReportChart[] {
  return [...doseChart(table), ...curvesChart(table)];
}

function doseChart(table: ResultsTable): ReportChart[] {
  const points = dosePoints(table);
  if (points.length === 0) return [];
  const height = 320;
  const axis = settingAxes(table.rows).find(({ isNumeric }) => isNumeric) ?? null;
  const layout = doseLayout(points, axis?.path ?? null, width, height);
  const baseline = table.rows[table.baseline].name;
  const parts = [
    text(0, 11, 'hardest fifth gains, points'),
    ...ticks(layout, width - 8, height),
    path(layout.even, ink.soft, 'stroke-dasharray="2 3"'),
    ...layout.points.map(({ whiskers }) => path(whiskers, ink.soft, 'opacity="0.45"')),
    ...layout.lines.map((line) => path(line.path, ink.soft, 'stroke-width="1.5"')),
    ...layout.points.map(({ x, y, gain }) => {
      const fill = gain.verdict === 'cannot tell' ? '#ffffff' : ink.soft;
      return `<circle cx="${x}" cy="${y}" r="3.5" fill="${fill}" stroke="${ink.soft}" stroke-width="1.75"/>`;
    }),
    // Without a number along which they lie, points are told by what their settings are called.
    ...layout.points.map(({ x, y, row, text: value }) =>
      text(x + 7, y + 12, axis === null ? row.name : value, ink.plain),
    ),
  ];
  return [
    {
      title: doseTitle,
      description: `Accuracy of the hardest fifth against that of the easier half, both less ${baseline}, of ${points.length} settings; easier half loses to the right, dotted an even trade.`,
      svg: svg(height, parts),
    },
  ];
}

function curvesChart(table: ResultsTable): ReportChart[] {
  const curves = overlaidCurves(table, null);
  if (curves.length === 0) return [];
  const height = 300;
  // Names stand at the ends in full.
  const longest = Math.max(...curves.map(({ row }) => row.name.length));
  const layout = curvesLayout(curves, width, height);
  const right = axisRoom + layout.plotWidth;
  const tones = [ink.strong, ink.soft, '#94a099', '#b7c0ba'];
  const parts = [
    ...ticks(layout, right, height),
    ...layout.roundLines.map((x) => path(`M${x} 8V${height - 22}`, ink.line, '')),
    `<clipPath id="plot"><rect x="${axisRoom}" y="2" width="${layout.plotWidth + 2}" height="${height - 24}"/></clipPath>`,
    '<g clip-path="url(#plot)">',
    ...layout.curves.flatMap(({ band, line, role }, at) => [
      band === '' ? '' : `<path d="${band}" fill="${tones[at]}" opacity="0.12"/>`,
      path(
        line,
        tones[at],
        role === 'baseline' ? 'stroke-width="1.5" stroke-dasharray="4 3"' : 'stroke-width="1.5"',
      ),
    ]),
    '</g>',
    ...layout.curves.map(({ row, label, labelY }, at) =>
      text(right + 8, labelY + 4, `${label} ${row.name}`, tones[Math.min(at, 1)]),
    ),
  ];
  const ends = layout.curves.map(({ row, label }) => `${row.name} ${label}%`);
  return [
    {
      title: curvesTitle(curves),
      description: `Error of the vote by epoch; at the end ${ends.join(', ')}.`,
      svg: svg(height, parts, width + Math.max(0, 7 * longest - 70)),
    },
  ];
}

interface Ticked {
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
}

function ticks({ yTicks, xTicks }: Ticked, right: number, height: number): string[] {
  return [
    ...yTicks.map(({ y }) => path(`M${axisRoom} ${y}H${right}`, ink.line, '')),
    ...yTicks.map(({ y, text: told }) => text(axisRoom - 6, y + 4, told, ink.plain, 'end')),
    ...xTicks.map(({ x, text: told }) => text(x, height - 5, told, ink.plain, 'middle')),
  ];
}

const path = (d: string, stroke: string, more: string) =>
  `<path d="${d}" fill="none" stroke="${stroke}" ${more}/>`;

function text(x: number, y: number, told: string, fill = ink.plain, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}">${markupText(told)}</text>`;
}

function svg(height: number, parts: readonly string[], wide = width): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}" font-family="Inter, system-ui, sans-serif" font-size="11">`,
    ...parts.filter(Boolean),
    '</svg>',
    '',
  ].join('\n');
}
