/** The sentence that tells what will run, the comparison's name, and the ways to take it along. */
import { ChevronLeft, FileText, FolderOpen, Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { LinkTooLong } from '../../spec/link.ts';
import { encodeSweepLink } from '../../spec/sweeps/sweepLink.ts';
import type { SweepDraft } from '../../store/sweeps/sweepDraft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { saveFile } from '../../views/kit/saveFile.ts';
import { Button } from '../controls/Button.tsx';
import { pickFiles } from '../pickFiles.ts';
import styles from './ComparisonHead.module.css';
import { areTried, type SweepFacts } from './sweepFacts.ts';
import { sweepNote, sweepSentence } from './sweepWords.ts';
import { useDataSources } from './useDataSources.ts';

interface ComparisonHeadProps {
  readonly draft: SweepDraft;
  readonly facts: SweepFacts | null;
}

export function ComparisonHead({ draft, facts }: ComparisonHeadProps) {
  const data = useDataSources();
  const isTiming =
    useWorkbench(({ launch }) => launch.phase === 'idle') &&
    areTried(draft, facts?.toTime ?? [], data);
  return (
    <header className={styles.head}>
      <Button look="link" onPress={() => actions().showSweep(false)}>
        <ChevronLeft size={14} aria-hidden="true" />
        All runs
      </Button>
      <h1 className={styles.story}>
        {facts === null
          ? 'Something cannot be so; it is told below.'
          : sweepSentence(facts).map(({ text, isStrong }) =>
              isStrong ? <strong key={text}>{text}</strong> : <span key={text}>{text}</span>,
            )}
      </h1>
      {facts !== null && <p className={styles.note}>{sweepNote(facts, isTiming)}</p>}
      <div className={styles.tools}>
        <TextField
          className={styles.name}
          value={draft.value.name}
          onChange={(name) => actions().editSweep((sweep) => ({ ...sweep, name }))}
        >
          <Label>Name</Label>
          <Input maxLength={200} autoComplete="off" spellCheck={false} />
        </TextField>
        <span className={styles.gap} />
        <LinkButton draft={draft} />
        <Button
          isDisabled={draft.sweep === null}
          onPress={() => {
            if (draft.sweep === null) return;
            saveFile('sweep.json', `${JSON.stringify(draft.sweep, null, 2)}\n`, 'application/json');
          }}
        >
          <FileText size={14} aria-hidden="true" />
          sweep.json
        </Button>
        <Button square aria-label="Open a sweep.json" onPress={() => void openFile()}>
          <FolderOpen size={15} aria-hidden="true" />
        </Button>
      </div>
    </header>
  );
}

/** Asks for `sweep.json` and opens it. */
export async function openFile(): Promise<void> {
  const [file] = await pickFiles({ accept: '.json,application/json' });
  if (file !== undefined) await actions().openSweepFile(file);
}

function LinkButton({ draft: { sweep } }: Pick<ComparisonHeadProps, 'draft'>) {
  const [copied, setCopied] = useState<unknown>(null);
  const copy = async () => {
    if (sweep === null) return;
    try {
      const address = new URL(location.href);
      address.hash = await encodeSweepLink(sweep);
      await navigator.clipboard.writeText(address.href);
      setCopied(sweep);
    } catch (error) {
      const message =
        error instanceof LinkTooLong
          ? error.message
          : 'The browser refused to copy. Save sweep.json in its stead.';
      actions().notify({ tone: 'error', title: 'The link was not copied', message });
    }
  };
  return (
    <Button isDisabled={sweep === null} onPress={() => void copy()}>
      <LinkIcon size={14} aria-hidden="true" />
      {copied === sweep && sweep !== null ? 'Link copied' : 'Link to it'}
    </Button>
  );
}
