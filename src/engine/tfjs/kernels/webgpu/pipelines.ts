/** Compiled shaders, and who is told when one cannot be compiled. */
import type { CompiledShader } from '../../../plan/plan.ts';
import type { ShaderSource } from '../../../plan/recording.ts';
import { type DeviceFailure, listenerNow } from './deviceFailures.ts';

const compiled = new WeakMap<GPUDevice, Map<string, CompiledShader>>();

/** What the device's messages call a kernel's objects. */
export function labelOf(kernel: string): string {
  return `espalier/${kernel}`;
}

/** The shader's pipeline, compiled at its first use. */
export function pipelineOf(device: GPUDevice, shader: ShaderSource): CompiledShader {
  const ofDevice = compiledOn(device);
  const known = ofDevice.get(shader.key);
  if (known !== undefined) return known;
  const { kernel } = shader;
  const made = compiling(device, kernel, () =>
    withLayout(device.createComputePipeline(descriptorOf(device, shader))),
  );
  ofDevice.set(shader.key, made);
  return made;
}

/**
 * Compiles shaders beside one another that have not been compiled yet, and tells after each how
 * many are ready. Returns what cannot be compiled, which is left to its first use.
 */
export async function compileAll(
  device: GPUDevice,
  shaders: readonly ShaderSource[],
  onProgress: (preparation: { readonly done: number; readonly total: number }) => void,
): Promise<readonly DeviceFailure[]> {
  const ofDevice = compiledOn(device);
  const missing = notCompiled(device, shaders);
  const failures: DeviceFailure[] = [];
  let done = 0;
  const compileOne = async (shader: ShaderSource) => {
    try {
      // A module that is refused is told of by its pipeline, which is refused then.
      device.pushErrorScope('validation');
      const descriptor = descriptorOf(device, shader);
      device.popErrorScope().catch(() => {});
      const pipeline = await device.createComputePipelineAsync(descriptor);
      ofDevice.set(shader.key, withLayout(pipeline));
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      failures.push({ kernel: shader.kernel, message });
    }
    done++;
    onProgress({ done, total: missing.length });
  };
  await Promise.all(missing.map(compileOne));
  return failures;
}

/** Those of some shaders that have not been compiled yet, each once. */
export function notCompiled(
  device: GPUDevice,
  shaders: readonly ShaderSource[],
): readonly ShaderSource[] {
  const ofDevice = compiledOn(device);
  const different = new Map(shaders.map((shader) => [shader.key, shader]));
  return [...different.values()].filter(({ key }) => !ofDevice.has(key));
}

function compiledOn(device: GPUDevice): Map<string, CompiledShader> {
  const ofDevice = compiled.get(device) ?? new Map<string, CompiledShader>();
  compiled.set(device, ofDevice);
  return ofDevice;
}

/**
 * Compiles a kernel's shader. One that cannot be compiled would void the commands that use it, and
 * results would read back as zeros: its failure is told, before any reading asked for later arrives.
 */
export function compiling<T>(device: GPUDevice, kernel: string, compileIt: () => T): T {
  const tell = listenerNow(device);
  const kinds = ['validation', 'internal'] as const;
  for (const kind of kinds) device.pushErrorScope(kind);
  const made = compileIt();
  for (const _kind of kinds) {
    device.popErrorScope().then(
      (error) => {
        if (error !== null) tell({ kernel, message: error.message });
      },
      // The device is lost, which its watch hears of.
      () => {},
    );
  }
  return made;
}

function descriptorOf(
  device: GPUDevice,
  { kernel, source }: ShaderSource,
): GPUComputePipelineDescriptor {
  const label = labelOf(kernel);
  const module = device.createShaderModule({ code: source(), label });
  return { layout: 'auto', compute: { module, entryPoint: 'start' }, label };
}

function withLayout(pipeline: GPUComputePipeline): CompiledShader {
  return { pipeline, layout: pipeline.getBindGroupLayout(0) };
}
