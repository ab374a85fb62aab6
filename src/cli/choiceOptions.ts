/** Flags that say how to read files which can be read in several ways. */
import {
  imagesFlagForm,
  parseImagesFlag,
  parseShapeFlag,
  shapeFlagForm,
} from '../data/choiceFlags.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { UsageError } from '../node/usageError.ts';
import { pixelRanges } from '../spec/sections/featuresSpec.ts';
import { nameEncodings } from '../spec/sections/nameEncoding.ts';
import { tableEncodings } from '../spec/sections/readingSpec.ts';

/** For `parseArgs`. */
export const choiceFlagTypes = {
  images: { type: 'string' },
  label: { type: 'string' },
  rows: { type: 'string' },
  shape: { type: 'string' },
  part: { type: 'string' },
  folders: { type: 'string' },
  names: { type: 'string' },
  'leave-out': { type: 'string' },
  labels: { type: 'string' },
  splits: { type: 'string' },
  twins: { type: 'string' },
  encoding: { type: 'string' },
  pixels: { type: 'string' },
} as const;

/** The flags with what they take, for the usage. */
export const describeChoiceFlags = (): string =>
  `  --images <${imagesFlagForm}>\n  --label <name of the column, array or list of labels>\n  --rows images|vectors\n  --shape <${shapeFlagForm}>\n  --part <name of one of several sets or arrays>\n  --folders path|outer|inner\n  --names <encoding of the names in a zip archive: ${nameEncodings.join(', ')}>\n  --leave-out broken|nothing (images that cannot be read)\n  --labels folders|table|names|words|starts|ends\n  --splits words|none\n  --twins join|apart\n  --encoding <encoding of tables that are not UTF-8: ${tableEncodings.join(', ')}>\n  --pixels unit|signed|bytes (how a model given by --features takes pixels)`;

/** The choices that the flags make. @throws UsageError for a value that is none. */
export function choicesOf(values: ChoiceFlags): ReadingChoices {
  const { images, label, shape, part } = values;
  const chosen = images === undefined ? {} : parseImagesFlag(images);
  if (chosen === null) throw new UsageError(`--images ${images}: must be ${imagesFlagForm}`);
  const rowShape = shape === undefined ? undefined : parseShapeFlag(shape);
  if (rowShape === null) throw new UsageError(`--shape ${shape}: must be ${shapeFlagForm}`);
  return {
    ...chosen,
    ...(rowShape === undefined ? {} : { shape: rowShape }),
    ...(part === undefined ? {} : { part }),
    ...(label === undefined ? {} : { label }),
    ...oneOf('rows', values.rows, ['images', 'vectors']),
    ...oneOf('folders', values.folders, ['path', 'outer', 'inner']),
    ...oneOf('names', values.names, nameEncodings),
    ...leaveOutOf(values['leave-out']),
    ...oneOf('labels', values.labels, ['folders', 'table', 'names', 'words', 'starts', 'ends']),
    ...oneOf('splits', values.splits, ['words', 'none']),
    ...oneOf('twins', values.twins, ['join', 'apart']),
    ...oneOf('encoding', values.encoding, tableEncodings),
    ...oneOf('pixels', values.pixels, pixelRanges),
  };
}

function leaveOutOf(value: string | undefined): Pick<ReadingChoices, 'leaveOut'> {
  const { 'leave-out': leaveOut } = oneOf('leave-out', value, ['broken', 'nothing']);
  return leaveOut === undefined ? {} : { leaveOut };
}

function oneOf<Flag extends string, const Value extends string>(
  flag: Flag,
  value: string | undefined,
  allowed: readonly Value[],
): { readonly [Name in Flag]?: Value } {
  if (value === undefined) return {};
  const known = allowed.find((one) => one === value);
  if (known !== undefined) return { [flag]: known } as { readonly [Name in Flag]: Value };
  throw new UsageError(`--${flag} ${value}: must be ${allowed.join(', ')}`);
}

type ChoiceFlags = { readonly [Flag in keyof typeof choiceFlagTypes]?: string | undefined };
