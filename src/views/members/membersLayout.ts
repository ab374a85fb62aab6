/** Where the panels of networks trained together stand, and which lines each has. */

import type { PerClass } from '../../analysis/run/runFacts.ts';
import type { MemberAccuracy } from '../../analysis/story/memberFacts.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { roundColour } from '../kit/colours/roundColour.ts';

/** Panels by epoch show the networks; panels by network show the epochs (Fig. 4b to d, and 4a). */
export type PanelsBy = 'epoch' | 'network';

export interface MemberLine {
  readonly label: string;
  readonly colour: string;
  /** 1 is drawn in full. */
  readonly opacity: number;
  readonly isTogether: boolean;
  /** Of each class, in the order of the axis. */
  readonly values: readonly (number | null)[];
}

export interface MemberPanel {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly lines: readonly MemberLine[];
}

export interface MembersLayout {
  readonly panels: readonly MemberPanel[];
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly height: number;
}

const gap = 20;
const titleHeight = 22;
const leastWidth = 180;
const panelHeight = 120;
/** Room for the numbers of the axis. */
const axisWidth = 40;

export function membersLayout(
  accuracies: readonly MemberAccuracy[],
  order: readonly ClassIndex[],
  by: PanelsBy,
  width: number,
): MembersLayout {
  const panels = by === 'epoch' ? byEpoch(accuracies, order) : byNetwork(accuracies, order);
  const fitting = Math.max(1, Math.floor((width + gap) / (leastWidth + axisWidth + gap)));
  const columns = Math.min(fitting, Math.max(1, panels.length));
  const panelWidth = (width - gap * (columns - 1)) / columns - axisWidth;
  const placed = panels.map((panel, index) => ({
    ...panel,
    left: (index % columns) * (panelWidth + axisWidth + gap) + axisWidth,
    top: Math.floor(index / columns) * (panelHeight + titleHeight + gap) + titleHeight,
  }));
  const rows = Math.max(1, Math.ceil(panels.length / columns));
  const height = rows * (panelHeight + titleHeight + gap);
  return { panels: placed, panelWidth, panelHeight, height };
}

type Panel = Pick<MemberPanel, 'title' | 'lines'>;

function byEpoch(accuracies: readonly MemberAccuracy[], order: readonly ClassIndex[]): Panel[] {
  return accuracies.map(({ epoch, together, alone }) => ({
    title: `Epoch ${epoch}`,
    lines: [
      ...alone.map((values, k) => ({
        label: `network ${k + 1}`,
        colour: roundColour(k + 1),
        opacity: 1,
        isTogether: false,
        values: inOrder(values, order),
      })),
      ...(together === null ? [] : [ofAll('together', together, order, 1)]),
    ],
  }));
}

function byNetwork(accuracies: readonly MemberAccuracy[], order: readonly ClassIndex[]): Panel[] {
  const count = accuracies[0]?.alone.length ?? 0;
  const opacityOf = (place: number) => 0.3 + (0.7 * (place + 1)) / accuracies.length;
  const networks = Array.from({ length: count }, (_, k) => ({
    title: `Network ${k + 1}`,
    lines: accuracies.map(({ epoch, alone }, place) => ({
      label: `epoch ${epoch}`,
      colour: roundColour(k + 1),
      opacity: opacityOf(place),
      isTogether: false,
      values: inOrder(alone[k], order),
    })),
  }));
  const together = accuracies.flatMap(({ epoch, together: values }, place) =>
    values === null ? [] : [ofAll(`epoch ${epoch}`, values, order, opacityOf(place))],
  );
  return [...networks, { title: 'All together', lines: together }];
}

function ofAll(
  label: string,
  values: PerClass,
  order: readonly ClassIndex[],
  opacity: number,
): MemberLine {
  return {
    label,
    colour: 'var(--ink)',
    opacity,
    isTogether: true,
    values: inOrder(values, order),
  };
}

const inOrder = (values: PerClass, order: readonly ClassIndex[]) =>
  order.map((index) => values[index] ?? null);

/** A line over a panel; it is broken where a class has no images. */
export function linePath(
  values: readonly (number | null)[],
  { panelWidth, panelHeight: high }: Pick<MembersLayout, 'panelWidth' | 'panelHeight'>,
): string {
  const step = panelWidth / Math.max(1, values.length - 1);
  let isOpen = false;
  return values
    .map((value, place) => {
      if (value === null) {
        isOpen = false;
        return '';
      }
      const sign = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${sign}${(place * step).toFixed(1)} ${((1 - value) * high).toFixed(1)}`;
    })
    .join('');
}

/** The place of the class under a point of the drawing; null outside of all panels. */
export function placeUnder(
  { panels, panelWidth, panelHeight: high }: MembersLayout,
  classCount: number,
  x: number,
  y: number,
): number | null {
  const panel = panels.find(
    ({ left, top }) => x >= left - 4 && x <= left + panelWidth + 4 && y >= top && y <= top + high,
  );
  if (panel === undefined || classCount === 0) return null;
  const place = Math.round(((x - panel.left) / panelWidth) * (classCount - 1));
  return Math.min(classCount - 1, Math.max(0, place));
}
