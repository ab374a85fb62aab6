import { useEffect } from 'react';
import { actions } from '../../../store/useWorkbench.ts';

/** Keys of the train page: Esc lets go of a class, L returns to live, [ folds the rail. */
export function useRunKeys(onFold: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || actions().page !== 'train') return;
      if (event.key === 'Escape') actions().holdClass(null);
      if (event.key === 'l' || event.key === 'L') actions().scrubTo(null);
      if (event.key === '[') onFold();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onFold]);
}

/** Letters belong to fields, menus and lists while those have the keyboard. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, [role="listbox"], [role="menu"], [role="dialog"]') !== null
  );
}
