/** The dialog that publishes, while somebody is about to: it stays through every page and width. */
import { useEffect } from 'react';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { laterCode } from '../later/laterCode.ts';

const laterDialog = laterCode(() => import('./PublishDialog.tsx'));

export function Publishing() {
  const run = useWorkbench(({ publishing }) => publishing);
  const dialog = laterDialog.useState();
  useEffect(() => {
    if (run !== null) void readDialog();
  }, [run]);
  if (run === null || dialog.phase !== 'read') return null;
  const { PublishDialog } = dialog.code;
  return <PublishDialog run={run} onClose={() => actions().leavePublishing()} />;
}

async function readDialog(): Promise<void> {
  if ((await laterDialog.read()) !== null) return;
  actions().leavePublishing();
  actions().notify({
    tone: 'error',
    title: 'What publishes models could not be read',
    message: 'The network may have failed for a moment. Nothing was sent; try again.',
  });
}
