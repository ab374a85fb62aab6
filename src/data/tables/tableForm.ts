/** What the rows of tables become: images of a shape, or vectors; or what is to be asked. */
import type { ImageShape } from '../../spec/units.ts';
import { squareShape } from '../arrays/imageAxes.ts';
import {
  allowedPixelValues,
  emptyRange,
  fewestSigned,
  joinRanges,
  type PixelScale,
  pixelScale,
} from '../arrays/pixelScale.ts';
import {
  areLikePixels,
  greyShape,
  imageShapeOf,
  mayBePixels,
  offeredRowShapes,
  previewsOfRows,
  rowLength,
} from '../arrays/rowShape.ts';
import { rowsQuestion, shapesQuestion } from '../arrays/rowsQuestion.ts';
import { maxFeatures, vectorShape } from '../arrays/vectors.ts';
import type { DataLimits } from '../limits.ts';
import type { PixelLayout, ReadingChoices, RowsQuestion } from '../readingChoices.ts';
import { featuresNamed } from './columnNames.ts';
import { allowedTables, minPixels, type Range, rowsOfTable, type Table } from './tableColumns.ts';
import { sidesNamed } from './tableLabels.ts';
import { tableError } from './tableRows.ts';
import { fillRow, valueColumns } from './tableValues.ts';

/** Rows that shapes are judged by. */
const judgedRows = 200;

/** How rows become images, or vectors. */
export type TableForm =
  | {
      readonly kind: 'images';
      /** How the values of a row lie. */
      readonly layout: PixelLayout;
      readonly shape: ImageShape;
      readonly scale: PixelScale;
    }
  | { readonly kind: 'vectors'; readonly shape: ImageShape };

/** How many values a row holds. */
export const valueCount = ({ columns, skipped }: Table): number => columns - 1 - skipped.length;

/**
 * What the rows of tables with equal columns become; a question where that is open.
 * @throws DataError naming the cell, or what of the columns is wrong.
 */
export function formOfTables(
  tables: readonly Table[],
  label: number,
  { rows, shape }: ReadingChoices,
  limits: DataLimits,
): TableForm | RowsQuestion {
  const [first] = tables;
  const count = valueCount(first);
  const told = (rows === 'vectors' ? undefined : shape) ?? sidesOf(first, label);
  const isTold = told !== null || rows === 'images';
  const square = count < minPixels && !isTold ? null : squareShape(count);
  const ranges = tables.flatMap((table) =>
    table.ranges
      .filter(({ column }) => column !== label && !table.skipped.includes(column ?? -1))
      .map((range) => ({ table, ...range })),
  );
  const joined = ranges.reduce(joinRanges, emptyRange);
  const vectors = (): TableForm => ({ kind: 'vectors', shape: vectorShapeOf(first, count) });
  const named = isTold ? 'no' : featuresOf(first, label);
  if (rows === 'vectors' || named === 'surely') return vectors();
  if (!isTold && areMeasured(ranges, tables)) return vectors();
  const scale = pixelScale(joined);
  const isSigned = joined.min < 0;
  if (!isTold && isSigned && scale !== null && count < fewestSigned) return vectors();
  const file = first.entry ?? first.file;
  if (!isTold && square !== null && named === 'perhaps' && scale !== null) {
    const offered = greyShape(square);
    const previews = previewsOfRows(firstRows(first, label, scale), offered);
    return shapesQuestion(file, count, [{ shape: offered, previews }]);
  }
  if (!isTold && square === null) {
    const isNamed = areNamedPixels(first, label) && count >= minPixels;
    if (scale === null || !(isNamed || mayBePixels(count, joined))) return vectors();
    const start = firstRows(first, label, scale);
    if (!isNamed && !areLikePixels(start, count)) return vectors();
    const shapes = offeredRowShapes(count, start);
    if (shapes.length === 0) return vectors();
    const offered = shapes.map((one) => ({ shape: one, previews: previewsOfRows(start, one) }));
    return shapesQuestion(file, count, offered);
  }
  const layout = checkedShape(first, told ?? (square && greyShape(square)), count, limits);
  if (scale === null) throw notPixels(ranges);
  const form = { kind: 'images', layout, shape: imageShapeOf(layout), scale } as const;
  if (isTold || (joined.whole && !isSigned)) return form;
  const previews = previewsOfRows(firstRows(first, label, scale), layout);
  return rowsQuestion(file, count, layout, previews, joined.whole);
}

/** The first rows as bytes. */
function firstRows(table: Table, label: number, scale: PixelScale): Uint8Array {
  const count = Math.min(table.rows, judgedRows);
  const columns = valueColumns(table, label);
  const values = new Uint8Array(count * columns.length);
  const rows = rowsOfTable(table, table.separator);
  if (table.header !== null) rows.next();
  for (let index = 0; index < count && rows.next(); index++) {
    fillRow(rows, columns, scale, values, index * columns.length);
  }
  return values;
}

/** Whether the header calls the columns features; one that numbers them says nothing. */
function featuresOf(table: Table, label: number): ReturnType<typeof featuresNamed> {
  const { header } = table;
  return header === null
    ? 'no'
    : featuresNamed(Array.from(valueColumns(table, label), (column) => header[column]));
}

/** Whether the columns are called pixels. */
function areNamedPixels(table: Table, label: number): boolean {
  const { header } = table;
  if (header === null) return false;
  const columns = valueColumns(table, label);
  return columns.every((column) => /^\s*(p|px|pix|pixels?)[ _.-]?\d+/i.test(header[column]));
}

/** Height and width where the header tells them. */
function sidesOf(table: Table, label: number): PixelLayout | null {
  const lastPixel = valueColumns(table, label).at(-1);
  const named = sidesNamed(table.header?.[lastPixel ?? -1] ?? '');
  return named === null ? null : { height: named[0], width: named[1], channels: 1 };
}

const sidesText = ({ height, width, channels }: PixelLayout): string =>
  `${height} × ${width} × ${channels}`;

/** Whether most values have fractions, and some are outside of what pixels may be. */
function areMeasured(ranges: readonly Range[], tables: readonly Table[]): boolean {
  const cells = tables.reduce((sum, table) => sum + table.rows * valueCount(table), 0);
  const fractions = ranges.reduce((sum, range) => sum + range.fractions, 0);
  return pixelScale(ranges.reduce(joinRanges, emptyRange)) === null && 2 * fractions > cells;
}

function vectorShapeOf(table: Table, count: number): ImageShape {
  if (count >= 1 && count <= maxFeatures) return vectorShape(count);
  const found = `${count} columns beside the labels`;
  const allowed = `1 to ${maxFeatures} features`;
  throw tableError(table, 'its columns', found, allowed, 'leave out columns');
}

function checkedShape(
  table: Table,
  shape: PixelLayout | null,
  count: number,
  limits: DataLimits,
): PixelLayout {
  const refuse = (found: string, allowed: string, remedy: string) =>
    tableError(table, 'its columns', found, allowed, remedy);
  if (shape === null || rowLength(shape) !== count) {
    const told = shape === null ? 'square grey image' : `image of ${sidesText(shape)}`;
    const found = `${count} values an image, which make no ${told}`;
    throw refuse(found, allowedTables, 'give as many pixel columns as the image has pixels');
  }
  if (Math.max(shape.height, shape.width) > limits.imageSide) {
    const found = `images of ${shape.height} × ${shape.width} pixels`;
    throw refuse(found, `at most ${limits.imageSide} pixels a side`, 'scale the images down');
  }
  return shape;
}

function notPixels(ranges: readonly (Range & { readonly table: Table })[]) {
  const low = ranges.find(({ min }) => min < 0);
  const { table, ...range } = low ?? ranges.find(({ max }) => max > 255)!;
  const [where, value] = low === undefined ? [range.maxAt, range.max] : [range.minAt, range.min];
  const found = `${value} where a pixel must stand`;
  return tableError(table, where, found, allowedPixelValues, 'scale the values to 0 to 255');
}
