import { useSyncExternalStore } from 'react';

/** The page's theme as its root element names it: canvases read their colours anew when it changes. */
export function useTheme(): string {
  return useSyncExternalStore(subscribe, currentTheme, () => 'light');
}

function currentTheme(): string {
  return document.documentElement.dataset.theme ?? 'light';
}

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
