/**
 * The columns of the strip of all classes. Only those in view are drawn, so that a thousand classes
 * scroll as lightly as ten.
 */

import { useCallback, useRef, useState } from 'react';
import { decidingClassifier } from '../../analysis/run/classifierNames.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import type { Draw } from '../kit/canvasDrawings.ts';
import { classSliderProps } from '../kit/classSlider.ts';
import { useCanvas } from '../kit/useCanvas.ts';
import styles from './AllClasses.module.css';
import { drawStrip, readStripColours } from './drawStrip.ts';
import { classAt, type StripData, type StripLayout, scrollFor } from './stripLayout.ts';

interface StripProps {
  readonly state: Pick<RunState, 'spec' | 'dataset'>;
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly layout: StripLayout;
  readonly data: StripData;
  readonly room: number;
}

/** The columns: a canvas over what is in view, walked by arrows and pointed at by the mouse. */
export function Strip(props: StripProps) {
  const { state, images, link, layout, data, room } = props;
  const [left, setLeft] = useState(0);
  const scroll = useRef<HTMLDivElement>(null);
  const names = state.dataset.classes;
  const draw = useCallback<Draw>(
    (context) => {
      const colours = readStripColours(context.canvas);
      drawStrip(context, { layout, data, images, names, left, room, colours });
    },
    [layout, data, images, names, left, room],
  );
  const canvas = useCanvas(room, layout.height, draw);
  const place = link.lit === null ? -1 : data.order.indexOf(link.lit);
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      style={{ height: layout.height + (layout.width > room + 1 ? 12 : 0) }}
      {...classSliderProps({
        link,
        order: data.order,
        classUnder: ({ currentTarget, clientX }) => {
          const x = clientX - currentTarget.getBoundingClientRect().left;
          return classAt(layout, data.order, x + currentTarget.scrollLeft);
        },
        textOf: (index) => classText(props, index),
        onWalk: (index) => {
          const to = scrollFor(layout, data.order.indexOf(index), left, room);
          if (to !== left) scroll.current?.scrollTo({ left: to });
        },
      })}
      onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
    >
      <div className={styles.columns} style={{ width: layout.width, height: layout.height }}>
        <canvas ref={canvas} className={styles.canvas} />
        {place >= 0 && (
          <i
            className={styles.lit}
            style={{ left: place * layout.columnWidth - 1, width: layout.columnWidth + 1 }}
          />
        )}
      </div>
    </div>
  );
}

/** What the slider says of the class it stands on. */
function classText({ state, data }: StripProps, lit: ClassIndex): string {
  const row = data.rows.findLast(({ forecast }) => !forecast);
  const importance = formatFixed(row?.values[lit], 2);
  return `${state.dataset.classes[lit]}, importance ${importance}, ${decidingClassifier(state)} ${formatPercent((data.ensemble ?? data.network?.accuracy)?.[lit], 0)}`;
}
