import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { catalogueHosts } from './src/data/catalog/catalogue.ts';
import { isolationHeaders } from './src/hosting/headers.ts';

/**
 * What the built page may do: reach itself, and the hosts that the catalogue's data sets lie on.
 * Its worker, which alone fetches anything, is bound by the headers that its own file comes with,
 * not by the page's policy: it fetches what a person names, from any host that lets pages do so.
 */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "worker-src 'self' blob:",
  `connect-src 'self' ${catalogueHosts.join(' ')}`,
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Adds the policy to the built page; the dev server's hot reload could not run under it. */
function policyInBuild(): Plugin {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Builds the service worker that isolates the page on hosts that do not, beside the page. */
function isolationInBuild(): Plugin {
  return {
    name: 'isolation',
    apply: 'build',
    buildStart() {
      const id = 'src/hosting/serviceWorker.ts';
      this.emitFile({ type: 'chunk', id, fileName: 'isolation.js' });
    },
  };
}

/**
 * Sends the headers of isolation with the built page. Vite's own option for it leaves them out where
 * a file has not changed (304), and WebKit then takes the page's worker for one that lost them.
 */
function headersInPreview(): Plugin {
  return {
    name: 'headers',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((_, response, next) => {
        for (const [name, value] of Object.entries(isolationHeaders))
          response.setHeader(name, value);
        next();
      });
    },
  };
}

export default defineConfig({
  base: './',
  // The page speaks English: what its controls say to screen readers need not come in 34 languages.
  plugins: [
    react(),
    optimizeLocales.vite({ locales: ['en-US'] }),
    policyInBuild(),
    isolationInBuild(),
    headersInPreview(),
  ],
  worker: { format: 'es' },
  // Fonts stay files: the policy allows no data: fonts.
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  server: { headers: isolationHeaders },
});
