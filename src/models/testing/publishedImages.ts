/**
 * Images of published data by their class, where ESPALIER_DATA names a folder that holds them:
 * photographs of CIFAR-100, digits of MNIST, and counts of optdigits.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { fitImage } from '../../data/layout/fitImage.ts';

const folder = process.env.ESPALIER_DATA ?? '';
const sets = ['cifar-100', 'mnist', 'optdigits'];

/** Whether all of them are there. */
export const arePublished = folder !== '' && sets.every((set) => existsSync(join(folder, set)));

export type SplitKind = 'train' | 'test';

/** The first images of a class, in the order of their files. */
export type ReadImages = (
  kind: SplitKind,
  label: number,
  count: number,
) => readonly ArrayLike<number>[];

/** Photographs of CIFAR-100 scaled to that size; a class is one or several of the set's fine classes. */
export function photographs(
  size: { readonly height: number; readonly width: number },
  classes: readonly (readonly string[])[],
): ReadImages {
  return (kind, label, count) => {
    const ofEach = Math.ceil(count / classes[label].length);
    const files = classes[label].flatMap((name) => pngsOf(kind, name).slice(0, ofEach));
    return files.slice(0, count).map((bytes) => {
      const { height, width, data } = decode(bytes);
      const picture = { height, width, channels: 3 as const, pixels: Uint8Array.from(data) };
      return fitImage(picture, { fitting: 'resize', ...size }).pixels;
    });
  };
}

/** Names of CIFAR-100's fine classes. */
export const fineClasses = (): readonly string[] =>
  readFileSync(join(folder, 'cifar-100/fine_label_names.txt'), 'utf8').trim().split('\n');

const archives = new Map<SplitKind, Readonly<Record<string, Uint8Array>>>();

function pngsOf(kind: SplitKind, name: string): Uint8Array[] {
  const path = join(folder, `cifar-100/cifar-100-subset-${kind}.zip`);
  const files = archives.get(kind) ?? unzipSync(readFileSync(path));
  archives.set(kind, files);
  const own = Object.keys(files).filter((file) => file.startsWith(`${kind}/${name}/`));
  return own.map((file) => files[file]);
}

/** Digits of MNIST, 28 × 28. */
export const digits: ReadImages = (kind, label, count) => {
  const images = mnist(kind, 'images-idx3').subarray(16);
  const labels = mnist(kind, 'labels-idx1').subarray(8);
  const places = [...labels.keys()].filter((at) => labels[at] === label);
  return places.slice(0, count).map((at) => images.subarray(at * 784, (at + 1) * 784));
};

const contents = new Map<string, Uint8Array>();

function mnist(kind: SplitKind, what: string): Uint8Array {
  const name = `mnist/${kind === 'train' ? 'train' : 't10k'}-${what}-ubyte.gz`;
  const content = contents.get(name) ?? gunzipSync(readFileSync(join(folder, name)));
  contents.set(name, content);
  return content;
}

/** Rows of optdigits: how many pixels of each of 8 × 8 fields are ink. */
export const counts: ReadImages = (kind, label, count) => {
  const file = join(folder, `optdigits/optdigits.${kind === 'train' ? 'tra' : 'tes'}`);
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  const ofLabel = rows.map((row) => row.split(',').map(Number)).filter((row) => row[64] === label);
  return ofLabel.slice(0, count).map((row) => row.slice(0, 64));
};
