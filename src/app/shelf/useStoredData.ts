import { useEffect } from 'react';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';

/**
 * Keeps the shelf of stored data sets true while the page is open: another tab may have stored or
 * removed some. Asks the browser to keep them until a person removes them, once there are any; else
 * it may clear them when the disk runs full. Where it does not agree, nothing else changes.
 */
export function useStoredData(): void {
  const hasStored = useWorkbench(({ storage }) => (storage?.datasets.length ?? 0) > 0);
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') void actions().askStorage();
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, []);
  useEffect(() => {
    // Absent where pages are not served securely.
    if (hasStored) navigator.storage?.persist?.().catch(() => {});
  }, [hasStored]);
}
