import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './e2e/chromium.ts';

// Two checkouts can be tested at once, each on a port of its own.
const port = Number(process.env.E2E_PORT ?? 4319);

export default defineConfig({
  testDir: 'e2e',
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // Two at once are no sooner done: browsers that draw in software keep two cores busy as it is.
  workers: 1,
  // One more try, named as flaky by the list and counted by the gate: a machine that stands still for
  // twenty seconds shall not hide what the other journeys say.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: 'test-reports/browser.json' }]],
  use: {
    actionTimeout: 40_000,
    baseURL: `http://localhost:${port}`,
    // It keeps the whole page each time; its own tests allow it.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...findChromium(),
      args: [...chromiumArguments],
    },
  },
  webServer: {
    // The built page under its content policy, as hosts will serve it.
    command: `npx vite build && npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
