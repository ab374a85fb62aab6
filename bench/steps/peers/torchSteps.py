"""
PyTorch on the CPU as a peer of the bench: trains the networks that the bench describes, from the
weights and on the batches that it sends. Commands come and answers go as lines of JSON, arrays in
base64 as single precision or whole numbers of 32 bits; steps/stepper.ts says what they are.
"""

import base64
import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

LAYOUTS = {"channels first": torch.contiguous_format, "channels last": torch.channels_last}
TRIAL_STEPS = 6


def decoded(text, kind, shape):
    return np.frombuffer(base64.b64decode(text), kind).reshape(shape).copy()


def encoded(values):
    return base64.b64encode(np.ascontiguousarray(values, np.float32).tobytes()).decode()


def to_torch(values):
    """Filters are height x width x inputs x outputs in the bench, dense weights inputs x units."""
    if values.ndim == 4:
        values = values.transpose(3, 2, 0, 1)
    elif values.ndim == 2:
        values = values.transpose()
    return torch.from_numpy(np.ascontiguousarray(values))


def from_torch(tensor):
    values = tensor.detach().contiguous().numpy()
    if values.ndim == 4:
        return values.transpose(2, 3, 1, 0)
    return values.transpose() if values.ndim == 2 else values


class Training:
    """One network in training in a layout of its images."""

    def __init__(self, start, layout):
        self.layers = start["layers"]
        self.settings = start["settings"]
        self.layout = LAYOUTS[layout]
        self.initial = {
            one["name"]: (to_torch(decoded(one["values"], np.float32, one["shape"])), one["isTrained"])
            for one in start["tensors"]
        }
        self.batches = [self.batch(one, start["shape"]) for one in start["batches"]]
        self.restart()

    def batch(self, batch, shape):
        labels = decoded(batch["labels"], np.int32, [-1]).astype(np.int64)
        images = decoded(batch["images"], np.float32, [len(labels), *shape])
        tensor = torch.from_numpy(images).permute(0, 3, 1, 2)
        return tensor.contiguous(memory_format=self.layout), torch.from_numpy(labels)

    def restart(self):
        def copied(tensor):
            format = self.layout if tensor.ndim == 4 else torch.contiguous_format
            return tensor.clone(memory_format=format)

        self.held = {
            name: copied(tensor).requires_grad_(is_trained)
            for name, (tensor, is_trained) in self.initial.items()
        }
        self.trained = {name: one for name, one in self.held.items() if one.requires_grad}
        rate, momentum = self.settings["learningRate"], self.settings["momentum"]
        self.optimiser = torch.optim.SGD(self.trained.values(), rate, momentum)

    def step(self, index):
        images, labels = self.batches[index % len(self.batches)]
        self.optimiser.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.all_of(self.layers, images), labels)
        loss.backward()
        self.optimiser.step()
        return loss

    def all_of(self, layers, x):
        for position, layer in enumerate(layers):
            # The first layer of a branch must leave alone what other branches see.
            x = getattr(self, layer["kind"])(layer, x, position > 0)
        return x

    def tensor(self, layer, name):
        return self.held.get(f"{layer['name']}/{name}")

    def convolution(self, layer, x, _):
        filter, bias = self.tensor(layer, "filter"), self.tensor(layer, "bias")
        return F.conv2d(x, filter, bias, layer["stride"], layer["padding"], groups=layer["groups"])

    def norm(self, layer, x, _):
        statistics = self.tensor(layer, "mean"), self.tensor(layer, "variance")
        parameters = self.tensor(layer, "scale"), self.tensor(layer, "offset")
        return F.batch_norm(x, *statistics, *parameters, training=True, momentum=0.1, eps=1e-5)

    def relu(self, _, x, may_overwrite):
        return F.relu(x, inplace=may_overwrite)

    def pooling(self, layer, x, _):
        pool = F.max_pool2d if layer["of"] == "maximum" else F.avg_pool2d
        window = layer["size"], layer["stride"], layer["padding"]
        return pool(x, *window, ceil_mode=layer["keepsPartial"])

    def paddedShortcut(self, layer, x, _):
        stride, missing = layer["stride"], layer["outputs"] - x.shape[1]
        kept = x[:, :, ::stride, ::stride]
        return kept if missing == 0 else F.pad(kept, (0, 0, 0, 0, 0, missing))

    def globalMean(self, _, x, __):
        return x.mean((2, 3))

    def flatten(self, _, x, __):
        return x.permute(0, 2, 3, 1).flatten(1)

    def dense(self, layer, x, _):
        return F.linear(x, self.tensor(layer, "weights"), self.tensor(layer, "bias"))

    def add(self, layer, x, _):
        first, *others = [self.all_of(branch, x) for branch in layer["branches"]]
        return sum(others, first)

    def concatenate(self, layer, x, _):
        return torch.cat([self.all_of(branch, x) for branch in layer["branches"]], 1)


def milliseconds(training, steps):
    training.restart()
    begin = time.perf_counter()
    for step in range(steps):
        training.step(step)
    return (time.perf_counter() - begin) * 1000 / steps


def start(command):
    """Takes the layout of images that a trial finds faster; each is warm when it is timed."""
    torch.set_num_threads(command["threads"])
    trained = {layout: Training(command, layout) for layout in LAYOUTS}
    trials = {}
    for layout, training in trained.items():
        milliseconds(training, 2)
        trials[layout] = min(milliseconds(training, 1) for _ in range(TRIAL_STEPS))
    layout = min(trials, key=trials.get)
    with open("/proc/self/maps") as maps:
        blas = "" if "openblas" in maps.read() else ", no OpenBLAS"
    device = f"cpu, {layout}{blas}"
    return trained[layout], {"answer": "started", "device": device}


def losses(training, steps):
    training.restart()
    found, times = [], []
    for step in range(steps):
        begin = time.perf_counter()
        found.append(training.step(step).item())
        times.append((time.perf_counter() - begin) * 1000)
    return {"answer": "losses", "losses": found, "milliseconds": times}


def gradients(training):
    training.restart()
    loss = training.step(0).item()
    found = {name: encoded(from_torch(one.grad)) for name, one in training.trained.items()}
    return {"answer": "gradients", "loss": loss, "gradients": found}


def main():
    training = None
    version = f"PyTorch {torch.__version__}, Python {sys.version.split()[0]}"
    print(json.dumps({"answer": "ready", "version": version}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        asked = command["command"]
        if asked == "start":
            training, answer = start(command)
        elif asked == "losses":
            answer = losses(training, command["steps"])
        elif asked == "block":
            answer = {"answer": "milliseconds", "milliseconds": [milliseconds(training, command["steps"])]}
        else:
            answer = gradients(training)
        print(json.dumps(answer), flush=True)


main()
