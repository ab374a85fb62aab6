import { laterParts } from './laterParts.ts';
import { laterSheet } from './laterSheet.ts';
import { laterWorkbench } from './laterWorkbench.ts';
import { Unread } from './Unread.tsx';

/** That what comes after the first page could not be read; nothing while it can. */
export function PartsNote() {
  const failed = [
    { code: laterParts, state: laterParts.useState() },
    { code: laterSheet, state: laterSheet.useState() },
    { code: laterWorkbench, state: laterWorkbench.useState() },
  ].filter(({ state }) => state.phase === 'failed');
  if (failed.length === 0) return null;
  const tryAgain = () => {
    for (const { code } of failed) void code.read();
  };
  return <Unread what="A part of Espalier" onTryAgain={tryAgain} />;
}
