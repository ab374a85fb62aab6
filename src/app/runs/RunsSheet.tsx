/**
 * The library of runs as a page, of props alone: what the store knows comes in, what a person does
 * goes out. Wide, the list has search, filters and storage beside it; narrow, above and below.
 */
import { useCallback, useMemo, useState } from 'react';
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import { useNarrow } from '../useWidthClass.ts';
import { RunDialogs } from './dialogs/RunDialogs.tsx';
import type { RunQuestion } from './dialogs/runQuestion.ts';
import { LineActions, LineFoot } from './list/LineActions.tsx';
import { LineMenu } from './list/LineMenu.tsx';
import { RunListContext, type RunListTools } from './list/runListTools.ts';
import { NarrowRuns } from './NarrowRuns.tsx';
import type { RunsParts, RunsSheetProps } from './runsParts.ts';
import { useRunsView } from './useRunsView.ts';
import { WideRuns } from './WideRuns.tsx';

export function RunsSheet(props: RunsSheetProps) {
  const { runs, isBusy, isPaused, now, timeLeft, tiles, on } = props;
  const view = useRunsView(runs);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [question, ask] = useState<RunQuestion | null>(null);
  const isNarrow = useNarrow();
  const rename = useCallback(({ key }: LibraryLine) => setRenaming(key), []);
  const { choose } = view;
  const tools = useMemo((): RunListTools => {
    const shared = { isBusy, isPaused, on };
    return {
      now,
      timeLeft,
      tiles,
      renaming,
      onRenamed: (line, title) => {
        setRenaming(null);
        if (title !== null) on.rename(line, title);
      },
      actions: (line) => <LineActions line={line} {...shared} />,
      menu: (line, trigger, onClose) => (
        <LineMenu {...{ line, trigger, onClose, on, ask, rename, choose }} />
      ),
      foot: (line) => <LineFoot line={line} {...shared} />,
    };
  }, [now, timeLeft, tiles, renaming, isBusy, isPaused, on, rename, choose]);
  const parts: RunsParts = { ...props, view, ask, rename };
  return (
    <RunListContext value={tools}>
      {isNarrow ? <NarrowRuns {...parts} /> : <WideRuns {...parts} />}
      <RunDialogs {...parts} question={question} onClose={() => ask(null)} />
    </RunListContext>
  );
}
