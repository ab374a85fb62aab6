/** The store's whole, for what the first page shows: it is read after that page. */
import type { Workbench } from '../../store/workbench.ts';
import { laterCode } from './laterCode.ts';

export const laterWorkbench = laterCode(() => import('../../store/useWorkbench.ts'));

/**
 * Does something with the workbench: at once where it is read, else when it is. Where it cannot be
 * read nothing is done, and the page says so.
 */
export function withWorkbench(act: (workbench: Workbench) => unknown): void {
  const code = laterWorkbench.now();
  if (code !== null) void act(code.actions());
  else void laterWorkbench.read().then((read) => read !== null && act(read.actions()));
}
