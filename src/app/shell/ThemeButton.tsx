import { Moon, Sun } from 'lucide-react';
import { useTheme } from '../../views/kit/colours/useTheme.ts';
import { Button } from '../controls/Button.tsx';
import { toggleTheme } from '../theme.ts';

/** Light or dark. */
export function ThemeButton() {
  const isDark = useTheme() === 'dark';
  return (
    <Button
      look="quiet"
      square
      aria-label={isDark ? 'Light theme' : 'Dark theme'}
      onPress={toggleTheme}
    >
      {isDark ? <Sun size={16} /> : <Moon size={16} />}
    </Button>
  );
}
