/**
 * Images that cannot be read. Reading goes on to the end, so that all of them are told at once; then
 * a person may leave them out. What is recorded names exactly these, so that an experiment is repeated
 * without the same images or asks again.
 */

import { hashBytes } from '../../lib/hash.ts';
import { formatCount } from '../../lib/numberFormat.ts';
import { leaveOutFlag } from '../choiceFlags.ts';
import { DataError, type DataFault, type PartError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import type { BrokenQuestion, LeaveOutChoice, LeftOut } from '../readingChoices.ts';

/** An image that cannot be read. */
interface Broken {
  /** Its place among all images. */
  readonly index: number;
  /** The archive or folder that it is in, and its path there. */
  readonly file: string;
  readonly path: string;
  readonly error: PartError;
}

/** Images that a message names, and a note. */
const told = 50;
const noted = 10;

export class BrokenImages {
  private readonly all: Broken[] = [];

  add(one: Broken): void {
    this.all.push(one);
  }

  /** Their places among all images. */
  get places(): ReadonlySet<number> {
    return new Set(this.all.map(({ index }) => index));
  }

  /** What is recorded of leaving them out; null where there are none. */
  get leftOut(): LeftOut | null {
    if (this.all.length === 0) return null;
    const paths = this.all.map(({ path }) => path).sort();
    const names = hashBytes(new TextEncoder().encode(paths.join('\n')));
    return { count: paths.length, names };
  }

  /**
   * What must be asked; null where there are none, or just those that are to be left out.
   * @throws DataError where nothing is to be left out, or no image can be read.
   */
  question(choice: LeaveOutChoice | undefined, total: number): BrokenQuestion | null {
    const { leftOut } = this;
    if (leftOut === null) return null;
    const inOrder = this.all.toSorted((a, b) => a.index - b.index);
    if (inOrder.length === total) throw inOrder[0].error;
    if (choice === 'nothing') throw refusal(inOrder, total);
    if (choice === 'broken') return null;
    if (choice?.count === leftOut.count && choice.names === leftOut.names) return null;
    return questionOf(inOrder, leftOut, choice, total);
  }

  /** Tells that they are left out. */
  notes(total: number): string[] {
    if (this.all.length === 0) return [];
    const inOrder = this.all.toSorted((a, b) => a.index - b.index);
    return [
      `Left out, as chosen: ${countOf(inOrder.length, total)} that cannot be read, ${listOf(inOrder, noted)}.`,
    ];
  }
}

function refusal(broken: readonly Broken[], total: number): DataError {
  const [first] = broken;
  if (broken.length === 1) return first.error;
  return new DataError({
    file: first.file,
    place: null,
    found: `${countOf(broken.length, total)} cannot be read: ${listOf(broken, told)}`,
    allowed: first.error.fault.allowed,
    remedy: `replace these images, or leave them out: ${leaveOutFlag('broken')}`,
  });
}

function questionOf(
  broken: readonly Broken[],
  leftOut: LeftOut,
  recorded: LeftOut | undefined,
  total: number,
): BrokenQuestion {
  const count = broken.length;
  const others =
    recorded === undefined
      ? ''
      : `, and not just the ${formatCount(recorded.count)} that the experiment leaves out`;
  const [one] = broken;
  return {
    kind: 'broken',
    file: one.file,
    found: `${countOf(count, total)} cannot be read${others}`,
    broken: broken.map(({ path, error }) => ({ path, fault: faultOf(error.fault) })),
    alternatives: [
      {
        choices: { leaveOut: leftOut },
        title:
          count === 1 ? 'Leave this image out' : `Leave these ${formatCount(count)} images out`,
        description: `The other ${formatCount(total - count)} are read. The experiment records which are missing.`,
        flag: leaveOutFlag('broken'),
        previews: [],
      },
      {
        choices: { leaveOut: 'nothing' },
        title: 'Leave nothing out',
        description: 'Nothing is read, so that the images can be replaced first.',
        flag: leaveOutFlag('nothing'),
        previews: [],
      },
    ],
  };
}

const countOf = (count: number, total: number): string =>
  `${formatCount(count)} of ${formatCount(total)} images`;

/** Names with what is wrong with each: `“cat/3.jpg” (byte 759: the image ends early)`. */
const listOf = (broken: readonly Broken[], most: number): string =>
  brokenList(
    broken.map(({ path, error }) => ({ path, fault: faultOf(error.fault) })),
    most,
  );

/** The first of a list of images that cannot be read, and how many more there are. */
export function brokenList(broken: BrokenQuestion['broken'], most = told): string {
  const named = broken.slice(0, most).map(({ path, fault }) => `${quoted(path)} (${fault})`);
  const more = broken.length - named.length;
  return `${named.join(', ')}${more === 0 ? '' : ` and ${formatCount(more)} more`}`;
}

/** What is wrong and at which byte, if that is known. */
function faultOf({ place, found }: DataFault): string {
  const byte = /byte [\d,]+$/.exec(place ?? '')?.[0];
  return byte === undefined ? found : `${byte}: ${found}`;
}
