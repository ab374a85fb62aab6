/**
 * The nodes of the tree that lie near the window. Their order in the document is that of reading,
 * whatever the form, so that screen readers and the keyboard walk the tree and not the drawing.
 */
import { memo, useMemo } from 'react';
import type { TreeMoment } from '../../../analysis/groups/assignmentEntries.ts';
import { undecidedClasses } from '../../../analysis/groups/convergence.ts';
import { branchNames, leafName } from '../../../analysis/groups/treeNames.ts';
import { meanAccuracy, shownAccuracy } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { type ClassImages, shapeOf } from '../../classImages.ts';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import type { Box, PlacedGroup } from '../layout/treeLayout.ts';
import type { TreeScene } from '../layout/treeScene.ts';
import type { Flight } from '../treeMotion.ts';
import { classItemName, groupFacts, groupItemName } from '../treeWords.ts';
import type { TreeWindow } from '../useTreeZoom.ts';
import { TreeGroupView } from './TreeGroupView.tsx';
import { TreeGhost, TreeLeafView } from './TreeLeafView.tsx';

interface TreeNodesProps {
  readonly state: Pick<RunState, 'dataset' | 'rounds'>;
  readonly levelwise: LevelwiseState;
  readonly scene: TreeScene;
  readonly moment: TreeMoment;
  readonly images: ClassImages | null;
  readonly window: TreeWindow;
  readonly active: string;
  readonly lit: ClassIndex | null;
  readonly held: ClassIndex | null;
  readonly moved: ReadonlySet<ClassIndex>;
  readonly flights: readonly Flight[];
}

/** Leaves and labels within the window, in the order of reading. */
export const TreeNodes = memo(function TreeNodes(props: TreeNodesProps) {
  const { state, levelwise, scene, moment, images, window, active, lit, held, moved } = props;
  const { layout, stops, leafOf, model } = scene;
  const { classes } = state.dataset;
  const names = branchNames(levelwise, classes);
  const accuracy = shownAccuracy(state);
  const labels = useMemo(() => labelsByKey(layout.groups), [layout]);
  const flying = useMemo(() => new Set(props.flights.map(({ index }) => index)), [props.flights]);
  const undecided = undecidedClasses(levelwise);
  const pinned = useMemo(() => new Set(levelwise.pinned), [levelwise.pinned]);
  const litPath = lit === null ? noPath : (model.pathOf[lit] ?? noPath);
  const tone = images === null ? 'plain' : toneOf(images);
  const isShown = (box: Box, key: string) => key === active || isWithin(box, window);
  return (
    <>
      {stops.map((stop) => {
        const { datum, key } = stop;
        if (datum.kind === 'group') {
          const mean = meanAccuracy(accuracy, datum.classes);
          const name = names[datum.level][datum.group];
          return (labels.get(key) ?? []).map((placed, copy) =>
            isShown(placed.box, key) ? (
              <TreeGroupView
                // An item stays itself, and keeps the focus, when folding gives it another form.
                key={copy === 0 ? key : `${key}-again-${copy}`}
                stop={copy === 0 ? stop : null}
                placed={placed}
                name={name}
                facts={factsFor(placed, mean)}
                label={groupItemName(name, datum.classes.length, mean)}
                isActive={key === active}
                isLit={litPath.includes(key)}
                images={window.isReadable ? images : null}
              />
            ) : null,
          );
        }
        const placed = leafOf.get(key);
        if (placed === undefined || !isShown(placed.box, key)) return null;
        const { index } = datum;
        const parent = model.groups.get(placed.parent);
        const isMoved = moved.has(index);
        const isPinned = pinned.has(index);
        const isUndecided = undecided.has(index);
        const share = accuracy?.[index] ?? null;
        return (
          <TreeLeafView
            key={key}
            stop={stop}
            placed={placed}
            form={layout.leafForm}
            thumbnail={layout.thumbnail}
            name={leafName(classes[index])}
            label={classItemName(
              classes[index],
              parent === undefined ? '' : names[parent.level][parent.group],
              share,
              { isMoved, isPinned, isUndecided },
            )}
            accuracy={share}
            bytes={(window.isReadable && images?.samples[index]?.[0]) || null}
            shape={shapeOf(images)}
            tone={tone}
            isLit={lit === index}
            isHeld={held === index}
            isActive={key === active}
            isMoved={isMoved}
            isPinned={isPinned}
            isUndecided={isUndecided}
            isExpected={flying.has(index)}
            isFaded={moment === 'difference' && !isMoved}
          />
        );
      })}
      <div aria-hidden>
        {layout.leaves.map((placed) =>
          placed.leaf.kind === 'ghost' && isWithin(placed.box, window) ? (
            <TreeGhost
              key={placed.leaf.key}
              placed={placed}
              form={layout.leafForm}
              thumbnail={layout.thumbnail}
              name={leafName(classes[placed.leaf.index])}
            />
          ) : null,
        )}
      </div>
    </>
  );
});

const noPath: readonly string[] = [];

function labelsByKey(groups: readonly PlacedGroup[]): Map<string, PlacedGroup[]> {
  const labels = new Map<string, PlacedGroup[]>();
  for (const placed of groups) {
    const known = labels.get(placed.group.key);
    if (known === undefined) labels.set(placed.group.key, [placed]);
    else known.push(placed);
  }
  return labels;
}

/** Whether a part of the drawing is near the page's window; turned ones reach in any direction. */
function isWithin({ x, y, width, height }: Box, window: TreeWindow): boolean {
  return (
    x + width >= window.left && x <= window.right && y + height >= window.top && y <= window.bottom
  );
}

/** What a label says besides the name: in a narrow or crowded place less. */
function factsFor({ form, group, isFolded, pictures, buds }: PlacedGroup, mean: number | null) {
  if (form === 'upright' || (form === 'radial' && !isFolded)) return null;
  const isShort = form === 'radial' || (pictures !== null && buds === null);
  return isShort ? formatPercent(mean, 0) : groupFacts(mean, group.classes.length);
}
