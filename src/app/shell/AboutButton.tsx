import { Info } from 'lucide-react';
import { firstState, useFirstState } from '../../store/useFirstState.ts';
import { Button } from '../controls/Button.tsx';

/** The way to what Espalier is and keeps, and to the licences. */
export function AboutButton({ onGo }: { readonly onGo?: () => void }) {
  const isOpen = useFirstState(({ page }) => page === 'about');
  return (
    <Button
      look="quiet"
      square
      aria-label="About Espalier"
      {...(isOpen && { 'aria-current': 'page' })}
      onPress={() => {
        firstState.getState().goTo('about');
        onGo?.();
      }}
    >
      <Info size={16} aria-hidden="true" />
    </Button>
  );
}
