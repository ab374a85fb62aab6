/** What the PyTorch file is called, beside a model's safetensors. */
export const pytorchFileName = 'espalier_model.py';

/**
 * Python that rebuilds an exported model of any kind: it reads safetensors itself and needs PyTorch
 * 1.13 or newer, nothing else.
 */
export const pytorchFile = `"""A model that Espalier exported, in PyTorch (1.13 or newer; no other package).

    from espalier_model import load
    model = load("model.safetensors")   # a torch.nn.Module
    model.classes                       # the names of the classes
    model(images)                       # probabilities [n, classes] of float32 images
                                        # [n, height, width, channels], 0..255, or [n, features]
"""
import json
import struct

import torch
from torch import nn
from torch.nn import functional as F


def read(path):
    """Texts and tensors of a safetensors file."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    texts = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(data, dtype=torch.float32, count=(end - start) // 4, offset=8 + length + start)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return texts, tensors


class Branches(nn.Module):
    def __init__(self, branches, joins):
        super().__init__()
        self.branches = nn.ModuleList(branches)
        self.joins = joins

    def forward(self, x):
        outputs = [branch(x) for branch in self.branches]
        return sum(outputs) if self.joins == "add" else torch.cat(outputs, 1)


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def convolution(layer, held):
    kernel = held("filter").permute(3, 2, 0, 1).contiguous()
    outputs, inputs, size, _ = kernel.shape
    steps = {name: layer[name] for name in ("stride", "padding", "groups", "bias")}
    module = nn.Conv2d(inputs * layer["groups"], outputs, size, **steps)
    module.weight.data = kernel
    if layer["bias"]:
        module.bias.data = held("bias")
    return module


def norm(layer, held):
    module = nn.BatchNorm2d(len(held("scale")), eps=layer["epsilon"])
    module.weight.data, module.bias.data = held("scale"), held("offset")
    module.running_mean, module.running_var = held("mean"), held("variance")
    return module


def dense(held):
    weights = held("weights")
    module = nn.Linear(*weights.shape)
    module.weight.data, module.bias.data = weights.t().contiguous(), held("bias")
    return module


def pooling(layer):
    size, stride, margins = layer["size"], layer["stride"], layer["margins"]
    if layer["of"] == "mean":
        return Function(lambda x: F.avg_pool2d(F.pad(x, margins), size, stride))
    return Function(lambda x: F.max_pool2d(F.pad(x, margins, value=-torch.inf), size, stride))


def shortcut(layer):
    stride, outputs = layer["stride"], layer["outputs"]
    return Function(lambda x: F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, 0, outputs - x.shape[1])))


def sequence(layers, tensors):
    return nn.Sequential(*(module_of(layer, tensors) for layer in layers))


def module_of(layer, tensors):
    held = lambda part: tensors[layer["name"] + "/" + part]
    make = {
        "convolution": lambda: convolution(layer, held),
        "norm": lambda: norm(layer, held),
        "relu": nn.ReLU,
        "pooling": lambda: pooling(layer),
        "globalMean": lambda: Function(lambda x: x.mean((2, 3))),
        # Dense layers take values in the order height, width, channel.
        "flatten": lambda: Function(lambda x: x.permute(0, 2, 3, 1).flatten(1)),
        "dense": lambda: dense(held),
        "paddedShortcut": lambda: shortcut(layer),
        "add": lambda: Branches([sequence(each, tensors) for each in layer["branches"]], "add"),
        "concatenate": lambda: Branches([sequence(each, tensors) for each in layer["branches"]], "concatenate"),
    }
    return make[layer["kind"]]()


class Member(nn.Module):
    """One network with its head: a softmax, a mixture of levels, or a product along the path."""

    def __init__(self, layers, head, tensors, classes):
        super().__init__()
        self.head, self.classes, self.tensors = head, classes, tensors
        self.trunk = sequence(layers["trunk"], tensors)
        above = {"softmax": [], "mixture": head.get("levels", [])[:-1], "path": head.get("groups", [])}[head["kind"]]
        names = [f"level{level}" for level in range(len(above))] + [layers["classifier"]]
        self.classifiers = nn.ModuleList(dense(lambda part, name=name: tensors[f"{name}/{part}"]) for name in names)

    def logits(self, x):
        features = self.trunk(x)
        return [classifier(features) for classifier in self.classifiers]

    def forward(self, x):
        logits = self.logits(x)
        if self.head["kind"] == "softmax":
            return F.softmax(logits[0], 1)
        if self.head["kind"] == "path":
            return self.along_path(logits)
        z = 0
        for level, scores in zip(self.head["levels"], logits):
            own, weight = F.softmax(scores, 1), level["weight"]
            z = z + (own @ self.tensors[level["classifier"] + "/shares"] if weight is None else own * weight)
        return z

    def along_path(self, logits):
        nodes = [level["groupOf"] for level in self.head["groups"]] + [list(range(self.classes))]
        parents, z = [0] * self.classes, 1
        for of_class, scores in zip(nodes, logits):
            own = torch.zeros_like(scores)
            for parent in set(parents):
                siblings = sorted({node for node, above in zip(of_class, parents) if above == parent})
                own[:, siblings] = F.softmax(scores[:, siblings], 1)
            z, parents = z * own[:, of_class], of_class
        return z


class Model(nn.Module):
    def __init__(self, texts, tensors):
        super().__init__()
        described, layers = json.loads(texts["model"]), json.loads(texts["layers"])
        self.classes, self.input, self.joining = (described[name] for name in ("classes", "input", "joining"))
        count, full = len(layers), 255.0 if self.input["values"] == "pixels" else 1.0
        self.mean, self.deviation = (full * torch.tensor(self.input["normalisation"][name]) for name in ("mean", "deviation"))
        prefixes = [f"network{number + 1}." if count > 1 else "" for number in range(count)]
        self.members = nn.ModuleList(
            Member(
                layers[number],
                member["head"],
                {name[len(prefix) :]: held for name, held in tensors.items() if name.startswith(prefix)},
                len(self.classes),
            )
            for number, (member, prefix) in enumerate(zip(described["members"], prefixes))
        )

    def forward(self, images):
        x = (images - self.mean) / self.deviation
        shape = self.input["shape"]
        x = x.reshape(-1, shape["height"], shape["width"], shape["channels"]).permute(0, 3, 1, 2)
        if self.joining["kind"] == "dynamic":
            logits = torch.stack([member.logits(x)[0] for member in self.members])
            weights = F.softmax(logits.max(2).values, 0)
            return F.softmax((weights[:, :, None] * logits).sum(0), 1)
        said = torch.stack([member(x) for member in self.members])
        if self.joining["kind"] == "majority":
            return F.one_hot(said.argmax(2), len(self.classes)).float().mean(0)
        weights = torch.tensor(self.joining.get("weights", [1.0]))
        return (weights[:, None, None] * said).sum(0) / weights.sum()


def load(path):
    return Model(*read(path)).eval()
`;
