/** A small experiment on data that a test drops, and what tests do with it. */
import { expect, type Page } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import type { DeviceChoice } from '../src/spec/sections/device.ts';
import { dropFiles } from './dropFiles.ts';
import { madeIdxFiles } from './madeData.ts';

/** Two rounds of a small MLP on the data that the test drops. */
export function smallSpec(
  device: DeviceChoice,
  change: Partial<ExperimentSpec> = {},
): ExperimentSpec {
  return {
    ...defaultSpec,
    name: 'A small experiment',
    dataset: { ...defaultSpec.dataset, source: 'local:whatever', validation: 0 },
    network: { kind: 'mlp', hidden: [12], initial: 'he' },
    training: {
      ...defaultSpec.training,
      epochs: 3,
      batchSize: 20,
      learningRate: 0.1,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: { ...(defaultSpec.method as object), rounds: 2 } as ExperimentSpec['method'],
    device,
    ...change,
  };
}

/** Fails the test on any error that the page throws or its content policy reports. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') errors.push(request.url());
  });
  return errors;
}

export async function openWith(page: Page, spec: ExperimentSpec): Promise<void> {
  await page.goto(`/#${await encodeLink(spec)}`);
  // The link is read a moment after the page: until then another place takes what is dropped.
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeIdxFiles());
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
}

export async function trainToTheEnd(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 120_000,
  });
}

export async function exportItem(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}
