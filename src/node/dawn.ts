/** WebGPU for Node: Dawn, on the graphics card's driver or on a software one that Chromium has. */
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { EngineError } from '../engine/engine.ts';

/** Where Chromium keeps its software Vulkan driver, and the loader that finds drivers. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';
const chromiumLoader = '/usr/lib/chromium/libvulkan.so.1';

/**
 * Puts Dawn's WebGPU where browsers have theirs, with Dawn's `flags`. VK_DRIVER_FILES chooses the
 * driver; without it and without a graphics card, Chromium's software driver serves.
 * @throws EngineError when the optional package `webgpu` is not installed.
 */
export async function provideWebGpu(flags: readonly string[] = []): Promise<void> {
  const { create, globals } = await import('webgpu').catch((cause) => {
    throw new EngineError(
      `WebGPU for Node is missing: ${(cause as Error).message}`,
      'Install the optional package: npm install webgpu; or use --device wasm.',
    );
  });
  const hasCard = existsSync('/dev/dri') || existsSync('/dev/nvidia0');
  if (!hasCard && existsSync(softwareDriver)) process.env.VK_DRIVER_FILES ??= softwareDriver;
  loadForGood(chromiumLoader);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: create([...flags]) },
    configurable: true,
  });
}

/** Lets the process end: Dawn works on as long as it is referred to. */
export function withdrawWebGpu(): void {
  Reflect.deleteProperty(globalThis, 'navigator');
}

/**
 * Loads a shared library that is on no search path, so that Dawn, which asks for it by its bare
 * name, finds it loaded. Node complains that it is no module of its own, which is right.
 */
function loadForGood(library: string): void {
  const noDelete = 0x1000;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | noDelete);
  } catch {
    // Loaded or absent: where it is absent, Dawn finds the system's own or no adapter.
  }
}
