/**
 * A preview of the tree that the drafted options lead to, from the data at hand: how large the
 * groups of each level would be. The store asks the worker for it.
 */
import { formatCount } from '../../../../lib/numberFormat.ts';
import { levelwisePath } from '../../../../store/draft/levelwiseFields.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import type { HierarchyPreview } from '../../../../worker/protocol/networkRequests.ts';
import { Button } from '../../../controls/Button.tsx';
import styles from './GroupSizes.module.css';

/** How many classes each group of the drafted tree would hold. */
export function GroupSizes() {
  const state = useWorkbench(({ hierarchyPreview }) => hierarchyPreview);
  switch (state.phase) {
    case 'none':
      return null;
    case 'asking':
      return <p className={styles.note}>Building the tree to look at…</p>;
    case 'failed':
      return <p className={styles.note}>No preview: {state.message}</p>;
    case 'known':
      return <Levels preview={state.preview} />;
  }
}

function Levels({ preview: { levels, notes, proposal } }: { readonly preview: HierarchyPreview }) {
  return (
    <div className={styles.levels}>
      {levels.map((level, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the level
        <LevelBars key={index} {...level} />
      ))}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {proposal !== null && (
        <div className={styles.proposal}>
          <p>{proposal.why}</p>
          <Button
            size="small"
            onPress={() => {
              const { draft, edit } = actions();
              edit(levelwisePath(draft, 'method.hierarchy.linkage'), proposal.linkage);
            }}
          >
            Take Ward linkage
          </Button>
        </div>
      )}
    </div>
  );
}

/** More groups than these are drawn as an outline of their sizes. */
const maxBars = 64;

/** A bar for each group, the largest first. */
function LevelBars({ sizes, names }: HierarchyPreview['levels'][number]) {
  const order = sizes.map((_, group) => group).toSorted((one, other) => sizes[other] - sizes[one]);
  const largest = sizes[order[0]] ?? 0;
  const smallest = sizes[order[order.length - 1]] ?? 0;
  const span = smallest === largest ? `${largest}` : `${smallest} to ${formatCount(largest)}`;
  const step = Math.max(1, order.length / maxBars);
  const drawn = order.filter(
    (_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step),
  );
  return (
    <figure className={styles.level}>
      <figcaption className={styles.caption}>
        <b>{formatCount(sizes.length)} groups</b> of {span} classes
      </figcaption>
      <div className={styles.bars} aria-hidden="true">
        {drawn.map((group) => (
          <i
            key={group}
            title={`${names?.[group] ?? 'A group'}: ${sizes[group]} classes`}
            style={{ height: `${Math.max(6, (100 * sizes[group]) / Math.max(1, largest))}%` }}
          />
        ))}
      </div>
    </figure>
  );
}
