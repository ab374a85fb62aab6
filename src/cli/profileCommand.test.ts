import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepProfile } from '../spec/run/stepProfile.ts';
import { profileCommand } from './profileCommand.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
let spec = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-profile-'));
  spec = join(folder, 'spec.json');
  const network = 'network={"kind":"mlp","hidden":[16],"initial":"he"}';
  writeFileSync(spec, presetJson('glyphs-cnn', [network, 'training.batchSize=32']));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells by kernel and by layer where the time of a step goes', async () => {
  const text = await profileCommand([spec], {});
  expect(text).toMatch(/^A step of 32 images takes [\d.]+ ms/);
  expect(text).toMatch(/\n\| Kernel \|[\s\S]*\n\| dense weight gradient \| [\d.]+ \| [\d.]+% \|/);
  expect(text).toMatch(/\n\| Layer \|[\s\S]*\n\| objective, optimiser and rest \|/);
});

it('or all that was measured, as JSON', async () => {
  const profile = JSON.parse(await profileCommand([spec], { json: true })) as StepProfile;
  expect(profile.batchSize).toBe(32);
  expect(profile.parts.map(({ kernel }) => kernel)).toContain('sgd');
});

it('wants an experiment', async () => {
  await expect(profileCommand([], {})).rejects.toThrow('profile needs a spec');
});
