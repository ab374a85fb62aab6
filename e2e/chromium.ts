import { existsSync } from 'node:fs';

/** Where Linux, macOS and Windows keep Chromium or Chrome. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium that browser tests drive: CHROMIUM_PATH, else one in the usual places, else none,
 * which leaves Playwright to its own (fetched by the gate when it is missing).
 */
export function findChromium(): { executablePath?: string } {
  const path = process.env.CHROMIUM_PATH ?? usualPlaces.find((place) => existsSync(place));
  return path === undefined ? {} : { executablePath: path };
}

/** What Chromium is started with: WebGPU, in software where there is no card, and nothing fetched. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
