/** What writes reports is fetched when one is asked for. */
import { actions } from '../../store/useWorkbench.ts';

/** Null where it cannot be fetched, as without a network, which is told. */
export async function readReports(): Promise<typeof import('./saveReports.ts') | null> {
  try {
    return await import('./saveReports.ts');
  } catch {
    actions().notify({
      tone: 'error',
      title: 'The report was not written',
      message: 'What writes reports could not be read. Load Espalier anew when there is a network.',
    });
    return null;
  }
}
