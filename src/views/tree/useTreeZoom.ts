/**
 * Zooming and panning of the tree by d3-zoom. React draws what is near the window; the way there is
 * a transform that it is not asked about.
 */
import { select } from 'd3-selection';
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Box } from './layout/treeLayout.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What part of the drawing is on the page, generously, and whether it is large enough to read. */
export interface TreeWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly isReadable: boolean;
}

export interface TreeZoom {
  readonly viewport: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly window: TreeWindow;
  readonly zoomBy: (factor: number) => void;
  /** Shows all of the drawing. */
  readonly fit: () => void;
  /** Moves the drawing as little as it takes to show a part of it. */
  readonly reveal: (box: Box) => void;
}

const maxZoom = 4;
/** How far a drawing can be pulled beyond its edge. */
const panMargin = 20;
/** Magnification below which names are too small to read. */
const readable = 0.55;
/** What is drawn beyond the edges of the page's window, as a share of its size. */
const beyond = 0.6;
const revealMargin = 28;

/**
 * Zooms and pans a drawing. Only a transform changes on the way; what is drawn changes when the
 * window leaves what was drawn before. The wheel zooms with Ctrl or while the tree has the focus,
 * two fingers pinch and pan, so that the page scrolls as usual otherwise.
 * @param isRound drawn around a middle: it is shown whole at first, not from its top.
 */
export function useTreeZoom(drawing: Size, view: Size, isRound: boolean): TreeZoom {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [behaviour] = useState(() => zoom<HTMLDivElement, unknown>());
  const current = useRef<ZoomTransform>(zoomIdentity);
  const isMoved = useRef(false);
  const sizes = useRef({ drawing, view });
  const [window, setWindow] = useState(() => windowOf(homeOf(drawing, view, isRound), view));

  const apply = useCallback((transform: ZoomTransform) => {
    current.current = transform;
    const { k, x, y } = transform;
    if (content.current) content.current.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
    setWindow((known) => {
      const next = windowOf(transform, sizes.current.view);
      const isEnough = covers(known, transform, sizes.current.view);
      return isEnough && known.isReadable === next.isReadable ? known : next;
    });
  }, []);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    behaviour
      .filter((event: Event) => isOurs(event, element))
      .on('zoom', ({ transform, sourceEvent }) => {
        if (sourceEvent) isMoved.current = true;
        apply(transform);
      });
    select(element).call(behaviour).on('dblclick.zoom', null);
    return () => {
      select(element).on('.zoom', null);
    };
  }, [behaviour, apply]);

  const { width, height } = drawing;
  const { width: viewWidth, height: viewHeight } = view;
  useLayoutEffect(() => {
    const whole = { width, height };
    const room = { width: viewWidth, height: viewHeight };
    sizes.current = { drawing: whole, view: room };
    if (viewport.current === null) return;
    behaviour
      .extent([
        [0, 0],
        [viewWidth, viewHeight],
      ])
      .scaleExtent([Math.min(1, wholeScale(whole, room)) * 0.9, maxZoom])
      .translateExtent([
        [Math.min(-panMargin, (width - viewWidth) / 2), -panMargin],
        [
          Math.max(width + panMargin, (width + viewWidth) / 2),
          Math.max(height, viewHeight) + panMargin,
        ],
      ]);
    const element = select(viewport.current);
    // A drawing that a person has moved stays where it is, as far as it still can.
    if (isMoved.current) behaviour.translateBy(element, 0, 0);
    else behaviour.transform(element, homeOf(whole, room, isRound));
    apply(current.current);
  }, [behaviour, apply, width, height, viewWidth, viewHeight, isRound]);

  const zoomBy = useCallback(
    (factor: number) => {
      isMoved.current = true;
      if (viewport.current) behaviour.scaleBy(select(viewport.current), factor);
    },
    [behaviour],
  );
  const fit = useCallback(() => {
    isMoved.current = false;
    const { drawing: whole, view: room } = sizes.current;
    const transform = centred(whole, room, Math.min(1, wholeScale(whole, room)));
    if (viewport.current) behaviour.transform(select(viewport.current), transform);
  }, [behaviour]);
  const reveal = useCallback(
    (box: Box) => {
      const { k, x, y } = current.current;
      const { view: room } = sizes.current;
      const dx = shiftInto(box.x * k + x, box.width * k, room.width);
      const dy = shiftInto(box.y * k + y, box.height * k, room.height);
      if (viewport.current === null || (dx === 0 && dy === 0)) return;
      isMoved.current = true;
      behaviour.translateBy(select(viewport.current), dx / k, dy / k);
    },
    [behaviour],
  );
  return { viewport, content, window, zoomBy, fit, reveal };
}

/** Single touches scroll the page; the wheel does unless Ctrl is held or the tree has the focus. */
function isOurs(event: Event, element: HTMLElement): boolean {
  if (event instanceof WheelEvent) {
    return event.ctrlKey || element.contains(document.activeElement);
  }
  if (typeof TouchEvent !== 'undefined' && event instanceof TouchEvent) {
    return event.touches.length > 1;
  }
  return event instanceof MouseEvent && event.button === 0 && !event.ctrlKey;
}

/** At its own size from the top, smaller where it is too wide; a round drawing is seen whole. */
function homeOf(drawing: Size, view: Size, isRound: boolean): ZoomTransform {
  const fitting = isRound ? wholeScale(drawing, view) : view.width / drawing.width;
  const scale = Math.min(1, fitting);
  return centred(drawing, view, scale);
}

function wholeScale(drawing: Size, view: Size): number {
  return Math.min(view.width / drawing.width, view.height / drawing.height);
}

function centred(drawing: Size, view: Size, scale: number): ZoomTransform {
  const x = (view.width - drawing.width * scale) / 2;
  const y = Math.max(0, (view.height - drawing.height * scale) / 2);
  return zoomIdentity.translate(x, y).scale(scale);
}

function windowOf({ k, x, y }: ZoomTransform, { width, height }: Size): TreeWindow {
  return {
    left: (-beyond * width - x) / k,
    top: (-beyond * height - y) / k,
    right: ((1 + beyond) * width - x) / k,
    bottom: ((1 + beyond) * height - y) / k,
    isReadable: k >= readable,
  };
}

function covers(known: TreeWindow, { k, x, y }: ZoomTransform, { width, height }: Size): boolean {
  return (
    known.left <= -x / k &&
    known.top <= -y / k &&
    known.right >= (width - x) / k &&
    known.bottom >= (height - y) / k
  );
}

/** How far a stretch has to move to lie within the room, with a margin where it did not. */
function shiftInto(start: number, length: number, room: number): number {
  if (start >= 0 && start + length <= room) return 0;
  const margin = Math.min(revealMargin, Math.max(0, (room - length) / 2));
  if (start < margin) return margin - start;
  if (start + length > room - margin) return room - margin - start - length;
  return 0;
}
