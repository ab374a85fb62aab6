import { expect, it, vi } from 'vitest';
import { readReports } from './readReports.ts';

const notify = vi.hoisted(() => vi.fn());
vi.mock('../../store/useWorkbench.ts', () => ({ actions: () => ({ notify }) }));
vi.mock('./saveReports.ts', () => {
  throw new Error('Failed to fetch dynamically imported module');
});

it('tells when what writes reports cannot be fetched', async () => {
  expect(await readReports()).toBeNull();
  expect(notify).toHaveBeenCalledWith(
    expect.objectContaining({ tone: 'error', title: 'The report was not written' }),
  );
});
