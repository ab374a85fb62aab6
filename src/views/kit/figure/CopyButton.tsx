import { useState } from 'react';
import styles from './FigureFrame.module.css';

type CopyPhase = 'ready' | 'copied' | 'refused';

interface CopyButtonProps {
  /** What it copies as, for people: `CSV`. */
  readonly format: string;
  readonly text: () => string;
}

/** Copies a text, and says whether the browser let it. */
export function CopyButton({ format, text }: CopyButtonProps) {
  const [phase, setPhase] = useState<CopyPhase>('ready');
  const labels: Record<CopyPhase, string> = {
    ready: `Copy as ${format}`,
    copied: 'Copied',
    refused: 'The browser refused to copy',
  };
  const copy = async () => {
    try {
      // Pages of plain http have no clipboard.
      await navigator.clipboard.writeText(text());
      setPhase('copied');
    } catch {
      setPhase('refused');
    }
  };
  return (
    <button type="button" className={styles.copy} onClick={copy} aria-live="polite">
      {labels[phase]}
    </button>
  );
}
