/** Writes Parquet tables of images for tests, as the library datasets lays them out. */
import type { SchemaElement } from 'hyparquet';
import { type ParquetWriteOptions, parquetWriteBuffer } from 'hyparquet-writer';

export interface ParquetImages {
  /** Image files; null leaves the bytes of a row out. */
  readonly images: readonly (Uint8Array | null)[];
  /** Columns of labels by name: whole numbers or texts. */
  readonly labels: Readonly<Record<string, readonly (number | string | null)[]>>;
  /** Names of a column's classes, as the Hub notes them. */
  readonly classNames?: Readonly<Record<string, readonly string[]>>;
}

export type ParquetOptions = Partial<Pick<ParquetWriteOptions, 'codec' | 'compressors'>> & {
  readonly rowGroupSize?: number;
  readonly pageSize?: number;
};

/** A table with a struct of bytes and path, `image`, and the columns of labels. */
export function writeParquet(
  { images, labels, classNames = {} }: ParquetImages,
  options: ParquetOptions = {},
): Uint8Array<ArrayBuffer> {
  const columns = Object.entries(labels);
  const schema: SchemaElement[] = [
    { name: 'root', num_children: 1 + columns.length },
    { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    ...columns.map(([name, values]): SchemaElement => {
      const isText = values.some((value) => typeof value === 'string');
      return isText
        ? { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }
        : { name, type: 'INT64', repetition_type: 'OPTIONAL' };
    }),
  ];
  const features = Object.fromEntries(
    Object.entries(classNames).map(([name, names]) => [name, { names, _type: 'ClassLabel' }]),
  );
  const info = { info: { features: { image: { _type: 'Image' }, ...features } } };
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'image', data: images.map((bytes, row) => ({ bytes, path: `${row}.png` })) },
      ...columns.map(([name, values]) => ({
        name,
        data: values.map((value) => (typeof value === 'number' ? BigInt(value) : value)),
      })),
    ],
    schema,
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify(info) }],
    ...options,
  });
  return new Uint8Array(buffer);
}
