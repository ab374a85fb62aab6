import { useEffect } from 'react';
import { actions } from '../../store/useWorkbench.ts';

/**
 * Keeps the shelf of stored data sets true while the page is open: another tab may have stored or
 * removed some.
 */
export function useStoredData(): void {
  useEffect(() => {
    void actions().askStorage();
    const askAgain = () => {
      if (document.visibilityState === 'visible') void actions().refreshStorage();
    };
    document.addEventListener('visibilitychange', askAgain);
    return () => document.removeEventListener('visibilitychange', askAgain);
  }, []);
}
