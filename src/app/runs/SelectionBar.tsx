/** What is chosen and what can be done with it, in a bar below the list, never over its rows. */
import { Download, Pencil, Trash2, X } from 'lucide-react';
import { libraryLines } from '../../analysis/library/libraryLines.ts';
import { formatBytes, formatCounted } from '../../lib/numberFormat.ts';
import { chosenText } from '../../views/runs/libraryWords.ts';
import { Button } from '../controls/Button.tsx';
import { useNarrow } from '../useWidthClass.ts';
import { removable } from './list/removable.ts';
import type { RunsParts } from './runsParts.ts';
import styles from './SelectionBar.module.css';

export function SelectionBar({ view, on, ask, rename }: RunsParts) {
  const { chosen, choose, groups } = view;
  const isNarrow = useNarrow();
  if (chosen.length === 0) return null;
  const lines = libraryLines(chosen);
  const bytes = chosen.reduce((sum, run) => sum + run.bytes, 0);
  const kept = chosen.filter(({ isKept }) => isKept).map(({ runId }) => runId);
  const [line] = lines;
  const shown = groups.flatMap(({ rows }) => rows).find(({ key }) => key === line.key);
  const note = [bytes === 0 ? '' : formatBytes(bytes), chosenText(lines)].filter(Boolean);
  return (
    <section className={styles.bar} aria-label="Chosen runs">
      <Button
        look="quiet"
        size={isNarrow ? 'medium' : 'small'}
        square
        aria-label="Choose none"
        onPress={() => choose(new Set())}
      >
        <X size={15} />
      </Button>
      <p className={styles.counted} role="status">
        <b>
          {lines.length === chosen.length ? '' : `${formatCounted(lines.length, 'line')}, `}
          {formatCounted(chosen.length, 'run')}
        </b>
        <span className={styles.note}>{note.join(' · ')}</span>
      </p>
      <div className={styles.buttons}>
        <Button
          isDisabled={removable(chosen).length === 0}
          onPress={() => ask({ kind: 'delete', runIds: removable(chosen) })}
        >
          <Trash2 size={14} aria-hidden="true" />
          Delete…
        </Button>
        {!isNarrow && (
          <Button
            isDisabled={lines.length > 1 || kept.length === 0 || shown === undefined}
            onPress={() => rename(line)}
          >
            <Pencil size={14} aria-hidden="true" />
            Rename
          </Button>
        )}
        <Button
          isDisabled={kept.length === 0}
          onPress={() => ask({ kind: 'export', runIds: kept })}
        >
          <Download size={14} aria-hidden="true" />
          Export
        </Button>
        <Button look="primary" onPress={() => on.compare(inListOrder(chosen, groups))}>
          {isNarrow ? 'Compare' : 'Compare them'}
        </Button>
      </div>
    </section>
  );
}

/** Runs as the list has them from above. */
function inListOrder(
  chosen: RunsParts['view']['chosen'],
  groups: RunsParts['view']['groups'],
): RunsParts['view']['chosen'] {
  const listed = groups.flatMap(({ rows }) => rows.flatMap(({ line }) => line.runs));
  return listed.filter((run) => chosen.includes(run));
}
