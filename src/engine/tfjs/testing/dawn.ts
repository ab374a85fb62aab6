import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { create, globals } from 'webgpu';

/** Where Debian's Chromium keeps a software Vulkan driver and a loader for it. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';
const loader = '/usr/lib/chromium/libvulkan.so.1';

/**
 * Gives Node a WebGPU on a software driver, until {@link removeDawn}. Returns why not, or null when
 * it is there.
 */
export async function installDawn(): Promise<string | null> {
  const driver = process.env.VK_DRIVER_FILES ?? softwareDriver;
  if (!existsSync(driver)) return `no Vulkan driver at ${driver}`;
  process.env.VK_DRIVER_FILES = driver;
  loadForGood(loader);
  Object.assign(globalThis, globals);
  const gpu = create([]);
  if ((await gpu.requestAdapter()) === null) return `no adapter by ${driver}`;
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  return null;
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

/** Lets the process end: Dawn works on as long as it is referred to. */
export function removeDawn(): void {
  Reflect.deleteProperty(globalThis, 'navigator');
}
