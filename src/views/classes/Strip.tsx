import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import { useTheme } from '../kit/useTheme.ts';
import styles from './AllClasses.module.css';
import { walked } from './classSort.ts';
import { drawStrip, readStripColours, type StripScene } from './drawStrip.ts';
import { classAt, type StripData, type StripLayout, scrollFor } from './stripLayout.ts';

interface StripProps {
  readonly state: Pick<RunState, 'dataset'>;
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
  const canvas = useDrawing({ layout, data, images, names, left, room });
  const place = link.lit === null ? -1 : data.order.indexOf(link.lit);
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return classAt(layout, data.order, event.clientX - box.left + event.currentTarget.scrollLeft);
  };
  const reach = (index: ClassIndex) => {
    const to = scrollFor(layout, data.order.indexOf(index), left, room);
    if (to !== left) scroll.current?.scrollTo({ left: to });
    if (link.held === null) link.hover(index);
    else link.hold(index);
  };
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      style={{ height: layout.height + (layout.width > room + 1 ? 12 : 0) }}
      role="slider"
      tabIndex={0}
      aria-label="Class"
      aria-valuemin={1}
      aria-valuemax={data.order.length}
      aria-valuenow={place + 1}
      aria-valuetext={classText(props, link.lit)}
      onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
      onPointerMove={(event) => event.pointerType !== 'touch' && link.hover(pointed(event))}
      onPointerLeave={() => link.hover(null)}
      onPointerUp={(event) => link.hold(pointed(event))}
      onKeyDown={(event) => onKey(event, props, reach)}
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

function useDrawing(scene: Omit<StripScene, 'colours'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what readStripColours reads
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    sizeCanvas(element, context, scene.room, scene.layout.height);
    drawStrip(context, { ...scene, colours: readStripColours(element) });
  }, [scene.layout, scene.data, scene.images, scene.names, scene.left, scene.room, theme]);
  return canvas;
}

/** Setting a canvas's size clears it and costs: only when it changes. */
function sizeCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function onKey(event: KeyboardEvent, props: StripProps, reach: (index: ClassIndex) => void): void {
  const { link, data } = props;
  const steps: Partial<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageUp: -10,
    PageDown: 10,
    Home: -data.order.length,
    End: data.order.length,
  };
  const step = steps[event.key];
  if (step !== undefined) reach(walked(data.order, link.lit, step));
  else if (event.key === 'Enter' && link.lit !== null) link.hold(link.lit);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** What the slider says of the class it stands on. */
function classText({ state, data }: StripProps, lit: ClassIndex | null): string {
  if (lit === null) return 'no class';
  const row = data.rows.findLast(({ forecast }) => !forecast);
  const importance = formatFixed(row?.values[lit], 2);
  return `${state.dataset.classes[lit]}, importance ${importance}, ensemble ${formatPercent(data.ensemble?.[lit], 0)}`;
}
