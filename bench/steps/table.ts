/** What the bench prints and writes. */
import { cpus } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { Comparison, Row } from './compare.ts';
import { median } from './interleaved.ts';

/** A table's cells, the first line its heading. */
export type Cells = readonly (readonly string[])[];

/** One line of the JSON file. */
export interface JsonRow extends Pick<Row, 'task' | 'batch' | 'engine' | 'device' | 'lossAgrees'> {
  readonly medianMs: number;
  readonly minMs: number;
  readonly repetitions: number;
  /** This median over that of Espalier's fastest device; null where there is none to compare with. */
  readonly overEspalier: number | null;
}

export function jsonOf({ rows }: Comparison): JsonRow[] {
  return rows.map((row) => {
    const { task, batch, engine, device, milliseconds, lossAgrees } = row;
    const own = ownMedian(rows, row);
    const middle = median(milliseconds);
    return {
      task,
      batch,
      engine,
      device,
      medianMs: Number(middle.toFixed(4)),
      minMs: Number(Math.min(...milliseconds).toFixed(4)),
      repetitions: milliseconds.length,
      lossAgrees,
      overEspalier: own === null ? null : Number((middle / own).toFixed(4)),
    };
  });
}

/**
 * A line for each engine and device. The last column is the ratio of its median to that of
 * Espalier's fastest device whose losses agree, in the same run.
 */
export function comparisonCells({ rows, refusals }: Comparison): Cells {
  const heading = [
    'task',
    'batch',
    'engine',
    'device',
    'in',
    'median ms',
    'min ms',
    'repetitions',
    'first step ms',
    'losses agree',
    '÷ Espalier',
  ];
  const measured = rows.map((row) => ({
    task: row.task,
    cells: rowCells(row, ownMedian(rows, row)),
  }));
  const refused = refusals.map(({ task, engine, device, reason }) => ({
    task,
    cells: [task, '', engine, device, '', '', '', '', '', '', reason],
  }));
  const order = [...new Set([...rows, ...refusals].map(({ task }) => task))];
  const lines = order.flatMap((task) =>
    [...measured, ...refused].filter((line) => line.task === task).map(({ cells }) => cells),
  );
  return [heading, ...lines];
}

/**
 * The median of Espalier's fastest device on a row's task, of those whose digests hold everywhere; null
 * where none was measured.
 */
function ownMedian(rows: readonly Row[], { task }: Row): number | null {
  const own = rows
    .filter((row) => row.task === task && row.engine === 'espalier' && row.lossAgrees)
    .filter(({ device }) => device !== 'wasm-fused')
    .map(({ milliseconds }) => median(milliseconds));
  return own.length === 0 ? null : Math.min(...own);
}

function rowCells(row: Row, own: number | null): string[] {
  const middle = median(row.milliseconds);
  return [
    row.task,
    String(row.batch),
    row.engine,
    row.device,
    row.host,
    digits(middle),
    digits(Math.min(...row.milliseconds)),
    String(row.milliseconds.length),
    digits(row.firstMs),
    `${row.lossAgrees ? 'yes' : 'NO'}, ${row.comparedSteps} steps`,
    own === null ? '' : digits(middle / own),
  ];
}

/** Three significant digits, and all before the point. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** Columns of equal width; numbers to the right. */
export function plainText(cells: Cells): string {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => padded(cell, widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function padded(cell: string, width: number): string {
  return /^[\d.]+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}

export function markdown([heading, ...lines]: Cells): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...lines.map(line)].join('\n');
}

/** The machine, the peers' versions and the day, for the head of a table. */
export function circumstances(): string {
  const processors = cpus();
  return [
    `${processors.length} × ${processors[0].model.trim()}`,
    `TensorFlow.js ${manifest.dependencies['@tensorflow/tfjs-core']}`,
    `jax-js ${manifest.devDependencies['@jax-js/jax']}`,
    new Date().toISOString().slice(0, 10),
  ].join(', ');
}
