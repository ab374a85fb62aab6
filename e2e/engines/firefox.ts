import { existsSync } from 'node:fs';
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { callText, type Engine, type EngineSource, screen } from './engine.ts';

const places = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];
const found = process.env.FIREFOX_PATH ?? places.find((place) => existsSync(place));

/** Gecko, by WebDriver BiDi. */
export const firefoxEngine: EngineSource = {
  name: 'Firefox',
  missing: found === undefined ? 'the package firefox-esr (or FIREFOX_PATH)' : null,
  start: () => startFirefox(),
};

/** Mesa's software driver of Vulkan, as Debian has it. */
const softwareDriver = '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json';

/** Gecko with WebGPU, which it has on Linux where it is made to, on a driver that needs no card. */
export const firefoxWithWebgpu: EngineSource = {
  ...firefoxEngine,
  missing:
    firefoxEngine.missing ??
    (existsSync(softwareDriver) ? null : 'the package mesa-vulkan-drivers'),
  start: () =>
    startFirefox({
      env: { ...process.env, VK_DRIVER_FILES: softwareDriver },
      extraPrefsFirefox: {
        'dom.webgpu.enabled': true,
        'gfx.webgpu.ignore-blocklist': true,
        'gfx.webgpu.force-enabled': true,
      },
    }),
};

async function startFirefox(
  options: Pick<LaunchOptions, 'env' | 'extraPrefsFirefox'> = {},
): Promise<Engine> {
  const executablePath = found ?? '';
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    defaultViewport: screen,
    ...options,
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  // The page may ask before it is left: a person who reloads says yes.
  page.on('dialog', (dialog) => void dialog.accept());
  page.setDefaultNavigationTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    open: async (address) => {
      await page.goto(address);
    },
    reload: async () => {
      await page.reload();
    },
    run: async (work, ...given) => (await page.evaluate(callText(work, given))) as never,
    complaints: async () => complaints,
    close: () => browser.close(),
  };
}
