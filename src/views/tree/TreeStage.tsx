/**
 * The window on the drawn tree: it zooms, pans, points, walks and folds, and brings what is asked
 * for into view. It is one tree to screen readers, with one node in the order of tabs.
 */

import { Maximize, Minus, Plus } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import type { TreeMoment } from '../../analysis/groups/assignmentEntries.ts';
import { movedClasses } from '../../analysis/groups/movedClasses.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { leftOnPage } from '../takeaway/leftOnPage.ts';
import type { ClassTreeProps } from '../viewProps.ts';
import styles from './ClassTree.module.css';
import { strayLines, tracesOf } from './layout/flightRoute.ts';
import type { TreeScene } from './layout/treeScene.ts';
import { wireWidths } from './layout/wireWidths.ts';
import { classCard, groupCard } from './parts/cardFacts.ts';
import { TreeBranches } from './parts/TreeBranches.tsx';
import { TreeCard } from './parts/TreeCard.tsx';
import { TreeFlights } from './parts/TreeFlights.tsx';
import { TreeNodes } from './parts/TreeNodes.tsx';
import { useFlights } from './parts/useFlights.ts';
import type { Flight } from './treeMotion.ts';
import { keyAt, type Pointed, usePointing } from './usePointing.ts';
import { useTreeKeyboard } from './useTreeKeyboard.ts';
import { type TreeZoom, useTreeZoom } from './useTreeZoom.ts';

/** A node to go to, with a number so that the same one can be asked for again. */
export interface TreeAim {
  readonly key: string;
  readonly asked: number;
}

interface TreeStageProps extends Pick<ClassTreeProps, 'images' | 'link' | 'controls'> {
  readonly state: Pick<RunState, 'runId' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>;
  readonly flat: Pick<RunState, 'dataset' | 'rounds'> | null;
  /** Whether an earlier moment is shown than the run has come to. */
  readonly isLookingBack: boolean;
  readonly levelwise: LevelwiseState;
  readonly scene: TreeScene;
  readonly moment: TreeMoment;
  readonly width: number;
  readonly isNarrow: boolean;
  readonly aim: TreeAim | null;
  readonly onGo: (key: string) => void;
  readonly onFold: (key: string, isFolded: boolean) => void;
}

/** Heights of the window on the tree: it grows with the drawing up to the second. */
const minHeight = 200;
const maxHeight = 780;
const zoomStep = 1.4;

/** The window on the drawing, with everything that pointer and keys do in it. */
export function TreeStage(props: TreeStageProps) {
  const { state, levelwise, scene, moment, width, isNarrow, link, images, controls } = props;
  const { layout, stops, stopOf } = scene;
  const most = isNarrow ? Number.POSITIVE_INFINITY : maxHeight;
  const drawnHeight = layout.height * Math.min(1, width / layout.width);
  const height = Math.min(most, Math.max(minHeight, drawnHeight));
  const zoom = useTreeZoom(layout, { width, height }, layout.leafForm === 'outward');
  const [visited, setVisited] = useState<string | null>(null);
  const active = visited !== null && stopOf.has(visited) ? visited : (stops[0]?.key ?? '');
  const moved = useMemo(
    () => (moment === 'before' ? [] : movedClasses(levelwise)),
    [levelwise, moment],
  );
  const movedSet = useMemo(() => new Set(moved.map(({ index }) => index)), [moved]);
  const traces = useMemo(
    () => tracesOf(scene, moved, moment === 'difference'),
    [scene, moved, moment],
  );
  const strays = useMemo(() => strayLines(scene), [scene]);
  const widths = useMemo(
    () => wireWidths(levelwise, moment, scene.model),
    [levelwise, moment, scene.model],
  );
  const playing = useFlights(state, props.isLookingBack);
  const flights = moment === 'now' ? playing : noFlights;
  useAim(props.aim, scene, zoom);
  const { pointed, letGo, ...pointing } = usePointing(scene, link);

  const onPress = (key: string) => {
    const datum = stopOf.get(key)?.datum;
    if (datum?.kind === 'class') link.hold(link.held === datum.index ? null : datum.index);
    const isExpanded = stopOf.get(key)?.isExpanded ?? null;
    if (isExpanded !== null) props.onFold(key, isExpanded);
  };
  const onKeyDown = useTreeKeyboard({
    scene,
    levelwise,
    classes: state.dataset.classes,
    controls,
    active,
    onGo: props.onGo,
    onFold: props.onFold,
    onPress,
  });
  return (
    <div className={styles.stage} style={{ height }}>
      <div ref={zoom.viewport} className={styles.viewport}>
        <div
          ref={zoom.content}
          className={zoom.window.isReadable ? styles.content : `${styles.content} ${styles.far}`}
          style={{ width: layout.width, height: layout.height }}
        >
          <TreeBranches
            layout={layout}
            widths={widths}
            traces={traces}
            strays={strays}
            movedClasses={movedSet}
            isDifference={moment === 'difference'}
          />
          <div
            role="tree"
            aria-label="Classes by group"
            {...pointing}
            onFocus={(event) => {
              setVisited(keyAt(event.target));
              pointing.onFocus(event);
            }}
            onClick={({ target }) => {
              const key = keyAt(target);
              if (key !== null) onPress(key);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') letGo();
              onKeyDown(event);
            }}
          >
            <TreeNodes
              state={state}
              levelwise={levelwise}
              scene={scene}
              moment={moment}
              images={images}
              window={zoom.window}
              active={active}
              lit={link.lit}
              held={link.held}
              moved={movedSet}
              flights={flights}
            />
          </div>
          {flights.length > 0 && <TreeFlights flights={flights} scene={scene} images={images} />}
        </div>
      </div>
      <ZoomButtons zoom={zoom} />
      {pointed !== null && <PointedCard {...props} pointed={pointed} />}
    </div>
  );
}

const noFlights: readonly Flight[] = [];

/** Brings the keyboard to a node that is asked for, and the node into the window. */
function useAim(aim: TreeAim | null, { leafOf, layout }: TreeScene, zoom: TreeZoom): void {
  const { content, reveal } = zoom;
  const [met, setMet] = useState(0);
  useLayoutEffect(() => {
    if (aim === null || aim.asked === met) return;
    const box =
      leafOf.get(aim.key)?.box ?? layout.groups.find(({ group }) => group.key === aim.key)?.box;
    if (box === undefined) return;
    reveal(box);
    const node = content.current?.querySelector<HTMLElement>(`[data-key="${aim.key}"]`);
    // Not drawn yet: what was out of the window comes with the next paint.
    if (!node) return;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    setMet(aim.asked);
  });
}

function ZoomButtons({ zoom: { zoomBy, fit } }: { readonly zoom: TreeZoom }) {
  return (
    <div className={styles.zoom} {...leftOnPage}>
      <ZoomButton label="Enlarge the tree" onPress={() => zoomBy(zoomStep)}>
        <Plus size={14} strokeWidth={2} aria-hidden />
      </ZoomButton>
      <ZoomButton label="Reduce the tree" onPress={() => zoomBy(1 / zoomStep)}>
        <Minus size={14} strokeWidth={2} aria-hidden />
      </ZoomButton>
      <ZoomButton label="Show the whole tree" onPress={fit}>
        <Maximize size={13} strokeWidth={2} aria-hidden />
      </ZoomButton>
    </div>
  );
}

interface ZoomButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function ZoomButton({ label, onPress, children }: ZoomButtonProps) {
  return (
    <button
      type="button"
      className={styles.zoomButton}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

function PointedCard(props: TreeStageProps & { readonly pointed: Pointed }) {
  const { state, levelwise, scene, moment, flat, controls, images, pointed } = props;
  const datum = scene.stopOf.get(pointed.key)?.datum;
  const facts = useMemo(() => {
    if (datum === undefined) return null;
    return datum.kind === 'group'
      ? groupCard(state, levelwise, moment, scene.model, datum)
      : classCard(state, flat, levelwise, moment, datum.index, controls !== null);
  }, [state, levelwise, moment, scene.model, flat, controls, datum]);
  return facts && <TreeCard facts={facts} images={images} at={pointed.at} />;
}
