"""The benchmark's workloads: their layers, their data, their start and the order of their samples."""

import csv
import math

import numpy as np

SEED = 42
EPOCHS_OF_ORDER = 64  # so many permutations are drawn; after them the first comes again

# Layers: ("linear", in, out), ("conv", in, out) with a 3 x 3 kernel and a margin of 1, "pool" by 2,
# "tanh", "relu", "sigmoid", "flatten".
CNN = [("conv", 1, 16), "relu", "pool", ("conv", 16, 32), "relu", "pool", "flatten"]
WORKLOADS = {
    "xor": dict(
        data="xor", batch=4, loss="bce", optimizer="sgd", lr=0.5, check_steps=50,
        layers=[("linear", 2, 4), "tanh", ("linear", 4, 1), "sigmoid"]),
    "spiral": dict(
        data="spiral", batch=10, loss="bce", optimizer="sgd", lr=0.1, check_steps=1000,
        layers=[
            ("linear", 2, 8), "tanh", ("linear", 8, 8), "tanh", ("linear", 8, 1), "sigmoid"]),
    "digits": dict(
        data="digits", batch=32, loss="cross_entropy", optimizer="adam", lr=0.001,
        check_steps=114,
        layers=[("linear", 64, 128), "relu", ("linear", 128, 64), "relu", ("linear", 64, 10)]),
    "mnist-size": dict(
        data="mnist-size", batch=128, loss="cross_entropy", optimizer="adam", lr=0.001,
        check_steps=28,
        layers=[("linear", 784, 512), "relu", ("linear", 512, 256), "relu", ("linear", 256, 10)]),
    "cnn8": dict(
        data="digits", batch=32, loss="cross_entropy", optimizer="adam", lr=0.001,
        image=(1, 8, 8), check_steps=57, layers=CNN + [("linear", 32 * 2 * 2, 10)]),
    "cnn28": dict(
        data="mnist-size", batch=64, loss="cross_entropy", optimizer="adam", lr=0.001,
        image=(1, 28, 28), check_steps=28, layers=CNN + [("linear", 32 * 7 * 7, 10)]),
}  # fmt: skip


class Torch42:
    """The draws of torch.manual_seed on the CPU: MT19937 seeded by one word."""

    def __init__(self, seed):
        self.state = np.random.RandomState(seed)

    def words(self, count):
        return self.state.randint(0, 1 << 32, size=count, dtype=np.uint32)

    def uniform(self, shape, bound):
        draws = (self.words(math.prod(shape)) & 0xFFFFFF).astype(np.float64) / (1 << 24)
        low, high = np.float32(-bound), np.float32(bound)
        return (draws * np.float64(high - low) + np.float64(low)).astype(np.float32).reshape(shape)

    def permutation(self, count):
        order = np.arange(count)
        for index, word in enumerate(self.words(count - 1)):
            other = index + int(word) % (count - index)
            order[index], order[other] = order[other], order[index]
        return order


def start_parameters(layers, generator):
    """[weight, bias] of each linear layer and convolution, as PyTorch's modules draw them."""
    parameters = []
    for layer in layers:
        if isinstance(layer, tuple):
            kind, inputs, outputs = layer
            shape = (outputs, inputs) if kind == "linear" else (outputs, inputs, 3, 3)
            bound = 1 / math.sqrt(math.prod(shape[1:]))
            parameters.append(generator.uniform(shape, bound))
            parameters.append(generator.uniform((outputs,), bound))
    return parameters


def load(name, arguments):
    """Inputs [samples x values] and targets: values in [0, 1], or one class index each."""
    if name == "xor":
        inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
        return inputs, np.array([[0], [1], [1], [0]], np.float32)
    if name == "spiral":
        # As Sources/NeuralNetwork/Data/Spiral.swift with n=200 and no noise.
        index = np.arange(200)
        arm = index % 2
        part = (index // 2 + 1) / 100
        angle = 1.75 * 2 * np.pi * part + arm * np.pi
        inputs = np.stack([part * np.sin(angle), part * np.cos(angle)], axis=1)
        return inputs.astype(np.float32), (1 - arm).astype(np.float32)[:, None]
    path = arguments.digits if name == "digits" else arguments.mnist_size
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        table = np.array([list(map(float, row)) for row in rows], np.float32)
    scale = np.float32(16 if name == "digits" else 1)
    return table[:, :-1] / scale, table[:, -1].astype(np.int64)


class Work:
    """One workload: data, start, and the order of the samples in each epoch."""

    def __init__(self, name, arguments):
        self.name = name
        self.__dict__.update(WORKLOADS[name])
        self.image = WORKLOADS[name].get("image")
        self.inputs, self.targets = load(self.data, arguments)
        if self.image:
            self.inputs = self.inputs.reshape(-1, *self.image)
        self.count = len(self.inputs)
        generator = Torch42(SEED)
        self.parameters = start_parameters(self.layers, generator)
        self.is_full_batch = self.batch >= self.count
        self.steps_per_epoch = -(-self.count // self.batch)
        self.orders = (
            None if self.is_full_batch
            else np.stack([generator.permutation(self.count) for _ in range(EPOCHS_OF_ORDER)]))
        assert self.check_steps % self.steps_per_epoch == 0

    def batches(self, epoch):
        """The indices of each batch of an epoch; the last batch may be short."""
        if self.is_full_batch:
            return [slice(None)]
        order = self.orders[epoch % EPOCHS_OF_ORDER]
        return [order[start : start + self.batch] for start in range(0, self.count, self.batch)]
