/**
 * What other programs run to answer models: each takes their count, and reads and writes files named
 * after their places in the folder that it runs in. All models in one process, as loading takes the longest.
 */

/** Checks each file, the sizes that follow from it included, and tells the classes in its metadata. */
export const checkOnnx = `
import sys, onnx
for at in range(int(sys.argv[1])):
    model = onnx.load(f"{at}.onnx")
    onnx.checker.check_model(model, full_check=True)
    if at == 0:
        print(model.graph.input[0].name, model.graph.output[0].name)
    print(next(entry.value for entry in model.metadata_props if entry.key == "classes"))
`;

/** Answers the images of each model by the file beside the safetensors. */
export const answerInPytorch = `
import json, sys, torch
from espalier_model import load
torch.set_num_threads(1)
for at in range(int(sys.argv[1])):
    with open(f"{at}.json") as file:
        sizes = json.load(file)
    with open(f"{at}.images", "rb") as file:
        images = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(sizes)
    with torch.no_grad():
        said = load(f"{at}.safetensors")(images)
    with open(f"{at}.answers", "wb") as file:
        file.write(bytes(said.contiguous().flatten().numpy().tobytes()))
`;

/** The same in TensorFlow.js as it comes, on its own WebAssembly: nothing of ours is loaded. */
export const answerInTensorflow = `
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
const [folder, count] = process.argv.slice(-2);
const bytesOf = (name) => new Uint8Array(readFileSync(folder + '/' + name));
const jsonOf = (name) => JSON.parse(readFileSync(folder + '/' + name, 'utf8'));
await tf.setBackend('wasm');
await tf.ready();
for (let at = 0; at < Number(count); at++) {
  const { modelTopology, weightsManifest } = jsonOf(at + '.model.json');
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weightData = bytesOf(at + '.weights').buffer;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const images = tf.tensor(new Float32Array(bytesOf(at + '.images').buffer), jsonOf(at + '.json'));
  const said = model.predict(images);
  writeFileSync(folder + '/' + at + '.answers', await said.data());
  tf.dispose([images, said]);
  model.dispose();
}
console.log(tf.getBackend());
`;
