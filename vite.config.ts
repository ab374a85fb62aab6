import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { drawnFirst } from './scripts/shipping/drawnFirst.ts';
import { licencesInBuild } from './scripts/shipping/licences.ts';
import { serviceWorkerInBuild } from './scripts/shipping/offlineBuild.ts';
import { outlineFonts } from './scripts/shipping/outlineFonts.ts';
import { catalogueHosts } from './src/data/catalog/catalogue.ts';
import { fileHeaders, filePolicy, isolationHeaders } from './src/hosting/headers.ts';

/**
 * What the built page may do: reach itself, and the hosts that the catalogue's data sets lie on.
 * A policy inside a page cannot say who may frame it: only headers can.
 */
const contentPolicy = filePolicy
  .replace("connect-src 'self' https: http:", `connect-src 'self' ${catalogueHosts.join(' ')}`)
  .replace("frame-ancestors 'none'; ", '');

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

/** Writes the headers as Netlify, Cloudflare Pages and their like read them. */
function headersInBuild(): Plugin {
  const lines = Object.entries(fileHeaders).map(([name, value]) => `  ${name}: ${value}`);
  return {
    name: 'headers-file',
    apply: 'build',
    buildStart() {
      const source = ['/*', ...lines, ''].join('\n');
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
  };
}

/**
 * Sends the built page with the headers that hosts should send. Vite's own option for it leaves them
 * out where a file has not changed (304), and WebKit then takes the worker for one that lost them.
 */
function headersInPreview(): Plugin {
  return {
    name: 'headers',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((_, response, next) => {
        for (const [name, value] of Object.entries(fileHeaders)) response.setHeader(name, value);
        next();
      });
    },
  };
}

const licences = licencesInBuild();

/**
 * Before all that makes schemas: making one tries whether code may be made from text unless zod was told
 * not to, and browsers report the attempt.
 */
const zodFirst = { name: 'zod', test: /node_modules\/zod\/|src\/lib\/readWithoutEval/ };

/** React, and the style sheets below all others, which have to come first. */
const firstPiece =
  /\/node_modules\/(?:react|react-dom|scheduler)\/|\/node_modules\/@fontsource-variable\/|\/src\/app\/(?:tokens|base)\.css$/;

export default defineConfig({
  base: './',
  // The page speaks English: what its controls say to screen readers need not come in 34 languages.
  plugins: [
    react(),
    outlineFonts(),
    optimizeLocales.vite({ locales: ['en-US'] }),
    policyInBuild(),
    drawnFirst(),
    headersInBuild(),
    licences.page,
    serviceWorkerInBuild(),
    headersInPreview(),
  ],
  worker: {
    format: 'es',
    plugins: () => [licences.worker()],
    rolldownOptions: { output: { codeSplitting: { groups: [zodFirst] } } },
  },
  // Fonts stay files: the policy allows no data: fonts.
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // jsPDF draws HTML and SVG through these where it is asked to, which the page never does.
      external: ['canvg', 'dompurify', 'html2canvas'],
      output: {
        // What is read together comes in one file each: a telephone pays for every request. The steps are
        // those of docs/architecture.md, "What is read when"; a file's code runs as one task, which is why
        // each step has several.
        codeSplitting: {
          groups: [
            { name: 'base', test: firstPiece, priority: 9 },
            { name: 'bar', test: /\/src\/app\/shell\/TopBar\.tsx$/, priority: 8 },
            { name: 'app', test: /\/src\/app\/App\.tsx$/, priority: 7 },
            { ...zodFirst, priority: 6 },
            { name: 'spec', test: /\/src\/spec\/experimentSpec\.ts$/, priority: 5 },
            { name: 'presets', test: /\/src\/spec\/presets\/presets\.ts$/, priority: 4 },
            { name: 'log', test: /\/src\/analysis\/log\/readLog\.ts$/, priority: 3 },
            { name: 'workbench', test: /\/src\/store\/useWorkbench\.ts$/, priority: 2 },
            { name: 'parts', test: /\/src\/app\/later\/parts\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { headers: isolationHeaders },
});
