/** Choices as the command line takes them: `--images crop:64x64:grey` (width × height). */
import type { NameEncoding } from '../spec/sections/nameEncoding.ts';
import type {
  ColourChoice,
  EncodingChoice,
  Fitting,
  FoldersChoice,
  LabelsChoice,
  PixelLayout,
  ReadingChoices,
  RowsChoice,
  SizeChoice,
  SplitsChoice,
  TwinsChoice,
} from './readingChoices.ts';

const fittings: ReadonlySet<string> = new Set<Fitting>(['resize', 'crop', 'pad']);
const colours: Readonly<Record<string, ColourChoice>> = { grey: 'grey', rgb: 'colour' };

/** What {@link parseImagesFlag} reads, for messages. */
export const imagesFlagForm =
  'resize, crop or pad with a width and height in pixels, grey or rgb, or both, as resize:64x64, grey or crop:64x64:rgb';

/** The flag that makes a choice for images: `--images resize:64x64:rgb`. */
export function imagesFlag({ size, colour }: Pick<ReadingChoices, 'size' | 'colour'>): string {
  const parts = [
    ...(size === undefined ? [] : [`${size.fitting}:${size.width}x${size.height}`]),
    ...(colour === undefined ? [] : [colour === 'colour' ? 'rgb' : 'grey']),
  ];
  return `--images ${parts.join(':')}`;
}

/** The flag that says what rows of numbers are: `--rows vectors`. */
export const rowsFlag = (rows: RowsChoice): string => `--rows ${rows}`;

/** What {@link parseShapeFlag} reads, for messages. */
export const shapeFlagForm =
  'height x width, or height x width x channels (1, 3 or 4), as 28x28 or 32x32x3; with :planes where each colour is a plane of its own, as 32x32x3:planes';

/** The flag that says what images rows of numbers are: `--shape 32x32x3:planes`. */
export function shapeFlag({ height, width, channels, order }: PixelLayout): string {
  const planes = channels > 1 && order === 'planes' ? ':planes' : '';
  return `--shape ${height}x${width}x${channels}${planes}`;
}

/** The choice that a value of `--shape` makes; null where it is none. */
export function parseShapeFlag(value: string): PixelLayout | null {
  const side = '([1-9]\\d{0,4})';
  const pattern = new RegExp(`^${side}x${side}(?:x([134]))?(?::(interleaved|planes))?$`);
  const [, height, width, channels = '1', order] = pattern.exec(value) ?? [];
  if (height === undefined) return null;
  return {
    height: Number(height),
    width: Number(width),
    channels: Number(channels) as PixelLayout['channels'],
    ...(order === 'planes' && channels !== '1' && { order }),
  };
}

/** The flag that chooses one of several sets or arrays: `--part letters`. */
export const partFlag = (name: string): string => `--part ${shellWord(name)}`;

/** The flag that says which folders are the classes: `--folders outer`. */
export const foldersFlag = (folders: FoldersChoice): string => `--folders ${folders}`;

/** The flag that says how names in archives are encoded: `--names gbk`. */
export const namesFlag = (encoding: NameEncoding): string => `--names ${encoding}`;

/** The flag that says whether images that cannot be read are left out: `--leave-out broken`. */
export const leaveOutFlag = (which: 'broken' | 'nothing'): string => `--leave-out ${which}`;

/** The flag that chooses a column: `--label 'fine label'`, quoted as a shell needs it. */
export const labelFlag = (name: string): string => `--label ${shellWord(name)}`;

/** The flag that says what tells the labels: `--labels table`. */
export const labelsFlag = (labels: LabelsChoice): string => `--labels ${labels}`;

/** The flag that says whether words in names of folders tell splits: `--splits words`. */
export const splitsFlag = (splits: SplitsChoice): string => `--splits ${splits}`;

/** The flag that says whether names that differ in capital letters are one class: `--twins join`. */
export const twinsFlag = (twins: TwinsChoice): string => `--twins ${twins}`;

/** The flag that says what tables are encoded in: `--encoding gbk`. */
export const encodingFlag = (encoding: EncodingChoice): string => `--encoding ${encoding}`;

const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The choice that a value of `--images` makes; null where it is none. */
export function parseImagesFlag(value: string): ReadingChoices | null {
  const parts = value.split(':');
  const size = sizeIn(parts);
  const [colour, ...more] = size === null ? parts : parts.slice(2);
  if (more.length > 0) return null;
  if (colour === undefined) return size && { size };
  if (!Object.hasOwn(colours, colour)) return null;
  return { ...(size && { size }), colour: colours[colour] };
}

function sizeIn([fitting, sides = '']: readonly string[]): SizeChoice | null {
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(sides);
  if (!fittings.has(fitting) || match === null) return null;
  return { fitting: fitting as Fitting, width: Number(match[1]), height: Number(match[2]) };
}
