import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import './app/tokens.css';
import './app/base.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyTheme, startingTheme } from './app/theme.ts';
import { trustScriptsBelow } from './hosting/trustedScripts.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html holds no #root');

trustScriptsBelow(document.baseURI);
applyTheme(startingTheme());
// Drawn in slices, so that a slow processor answers in between.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
