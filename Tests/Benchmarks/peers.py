#!/usr/bin/env python3
"""The benchmark's workloads in NumPy, JAX and PyTorch, for comparison with Gradus.

    peers.py PEER WORKLOAD [--seconds 0.5] [--digits FILE] [--mnist-size FILE]

PEER is numpy, jax, jax-tuned, torch or torch-tuned; WORKLOAD is one of those in work.py. The program trains
`check_steps` steps, then waits: for each line on standard input it trains for about so many
seconds and prints one JSON line with the steps a second. Exits 3 where the peer is not installed
and 4 where it has no such workload, with the reason.

The same work: every peer starts from the parameters of `torch.manual_seed(42)`, reads the batches
in the order of `torch.randperm`, as `seed 42` in Gradus does, and computes in float32 on one
thread. `check_loss` is the mean loss over all samples after `check_steps` steps; it is printed so
that a peer that did other work would be seen.

In the peers' favour: the permutations are drawn before the clock starts (Gradus draws them within
the time it reports), JAX compiles before it starts, and no peer evaluates the network at the end.
Each is written to be as fast as it plainly can be. JAX runs the whole loop within one compiled
program; but a convolution within a compiled loop is five to ten times slower than one outside (jax
0.10), so that there each step is a call of its own. PyTorch uses its fused optimizers. NumPy writes
into arrays that are made once. Where there are convolutions, the tuned versions do the same with
knowledge of the library: both lay the channels of images last, and JAX pools by a maximum over a
reshaped array in place of `reduce_window`, which XLA compiles to a loop over single values.
"""

import argparse
import json
import math
import os
import sys
import time

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false " + os.environ.get("XLA_FLAGS", "")
).strip()
os.environ["JAX_PLATFORMS"] = "cpu"

try:
    import numpy as np
except ImportError:
    print("NumPy is not installed", file=sys.stderr)
    sys.exit(3)

from work import EPOCHS_OF_ORDER, SEED, WORKLOADS, Work


class Peer:
    """Trains by whole epochs: `epochs(first, count)` does them, `loss()` is over all samples."""

    def __init__(self, work):
        self.work = work
        self.epoch = 0

    def train(self, epochs):
        self.epochs(self.epoch, epochs)
        self.epoch += epochs

    def time(self, seconds):
        """(steps, seconds) of one measurement of about so many seconds."""
        epochs = getattr(self, "calibrated", 1)
        while True:
            start = time.perf_counter()
            self.train(epochs)
            took = time.perf_counter() - start
            if took >= 0.5 * seconds:
                self.calibrated = max(1, round(epochs * seconds / took))
                return epochs * self.work.steps_per_epoch, took
            epochs = max(epochs + 1, int(epochs * min(100, seconds / max(took, 1e-6))))


class NumPyPeer(Peer):
    """Dense layers by hand, forward and backward."""

    def __init__(self, work):
        super().__init__(work)
        if work.image:
            sys.exit(unavailable("NumPy has no convolution"))
        self.version = f"numpy {np.__version__}"
        # One flat array, so that the optimizer is a handful of calls and not one for each layer.
        self.flat = np.concatenate([p.ravel() for p in work.parameters])
        self.gradient = np.zeros_like(self.flat)
        self.moments = [np.zeros_like(self.flat) for _ in range(2)]
        self.buffers = [np.zeros_like(self.flat) for _ in range(2)]
        self.parameters, self.gradients, start = [], [], 0
        for p in work.parameters:
            self.parameters.append(self.flat[start : start + p.size].reshape(p.shape))
            self.gradients.append(self.gradient[start : start + p.size].reshape(p.shape))
            start += p.size
        self.functions = [
            f for layer, f in zip(work.layers, work.layers[1:] + [None]) if layer not in FUNCTIONS]
        self.steps = 0

    def outputs(self, x):
        """[0] is the batch, [i + 1] the output of linear layer i with its function."""
        outputs = [x]
        for index, function in enumerate(self.functions):
            weight, bias = self.parameters[2 * index], self.parameters[2 * index + 1]
            z = outputs[-1] @ weight.T
            z += bias
            if function == "tanh":
                np.tanh(z, out=z)
            elif function == "relu":
                np.maximum(z, 0, out=z)
            elif function == "sigmoid":
                np.negative(z, out=z)
                np.exp(z, out=z)
                z += 1
                np.reciprocal(z, out=z)
            outputs.append(z)
        return outputs

    def step(self, x, t):
        outputs = self.outputs(x)
        last = outputs[-1]
        # The gradient at the last layer's sums: of bce and sigmoid, or of softmax and
        # cross-entropy, in one. The loss itself is computed too: every framework reports it.
        if self.work.loss == "bce":
            delta = last - t
            self.last_loss = bce(last, t)
        else:
            rows = np.arange(len(t))
            z = last - last.max(axis=1, keepdims=True)
            delta = np.exp(z)
            total = delta.sum(axis=1, keepdims=True)
            self.last_loss = (np.log(total[:, 0]) - z[rows, t]).mean()
            delta /= total
            delta[rows, t] -= 1
        delta /= np.float32(len(x))
        for index in range(len(self.functions) - 1, -1, -1):
            x = outputs[index]
            np.matmul(delta.T, x, out=self.gradients[2 * index])
            delta.sum(axis=0, out=self.gradients[2 * index + 1])
            if index > 0:
                delta = delta @ self.parameters[2 * index]
                if self.functions[index - 1] == "tanh":
                    delta *= 1 - x * x
                else:
                    delta *= x > 0
        self.update()

    def update(self):
        lr = np.float32(self.work.lr)
        if self.work.optimizer == "sgd":
            self.flat -= lr * self.gradient
            return
        self.steps += 1
        (mean, square), (first, second) = self.moments, self.buffers
        np.subtract(self.gradient, mean, out=first)
        first *= np.float32(0.1)
        mean += first
        square *= np.float32(0.999)
        np.multiply(self.gradient, self.gradient, out=first)
        first *= np.float32(0.001)
        square += first
        np.sqrt(square, out=second)
        second /= np.float32(math.sqrt(1 - 0.999**self.steps))
        second += np.float32(1e-8)
        np.divide(mean, second, out=second)
        second *= np.float32(self.work.lr / (1 - 0.9**self.steps))
        self.flat -= second

    def epochs(self, first, count):
        inputs, targets = self.work.inputs, self.work.targets
        for epoch in range(first, first + count):
            for batch in self.work.batches(epoch):
                self.step(inputs[batch], targets[batch])

    def loss(self):
        last, t = self.outputs(self.work.inputs)[-1], self.work.targets
        if self.work.loss == "bce":
            return float(bce(last, t))
        z = last - last.max(axis=1, keepdims=True)
        return float((np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(t)), t]).mean())


FUNCTIONS = ("tanh", "relu", "sigmoid")


def bce(p, t):
    return -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean()


class JAXPeer(Peer):
    """The whole loop over epochs and batches within one compiled program, where it pays."""

    is_tuned = False

    def __init__(self, work):
        super().__init__(work)
        if self.is_tuned and not work.image:
            sys.exit(unavailable("as jax: there is no convolution"))
        try:
            import jax
            from jax import lax
            from jax import numpy as jnp
        except ImportError as error:
            sys.exit(unavailable(f"JAX is not installed ({error})", 3))
        # One core has nothing to overlap.
        jax.config.update("jax_cpu_enable_async_dispatch", False)
        self.version = f"jax{'-tuned' if self.is_tuned else ''} {jax.__version__}"
        # The channels lie last in the tuned version; the classes' weights, which read channels
        # first, see them put back.
        last = self.is_tuned
        inputs = jnp.asarray(work.inputs.transpose(0, 2, 3, 1) if last else work.inputs)
        order_of_axes = ("NHWC", "OIHW", "NHWC") if last else ("NCHW", "OIHW", "NCHW")
        targets = jnp.asarray(work.targets if work.loss == "bce" else work.targets.astype(np.int32))

        def apply(parameters, x):
            parameters = iter(parameters)
            for layer in work.layers:
                if layer == "tanh":
                    x = jnp.tanh(x)
                elif layer == "relu":
                    x = jax.nn.relu(x)
                elif layer == "pool" and last:
                    n, h, w, c = x.shape
                    x = x.reshape(n, h // 2, 2, w // 2, 2, c).max(axis=(2, 4))
                elif layer == "pool":
                    x = lax.reduce_window(
                        x, -jnp.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
                elif layer == "flatten":
                    x = (x.transpose(0, 3, 1, 2) if last else x).reshape(len(x), -1)
                elif layer == "sigmoid":
                    pass  # within the loss, where it is more accurate
                elif layer[0] == "linear":
                    weight, bias = next(parameters), next(parameters)
                    x = x @ weight.T + bias
                else:
                    weight, bias = next(parameters), next(parameters)
                    x = lax.conv_general_dilated(
                        x, weight, (1, 1), "SAME", dimension_numbers=order_of_axes)
                    x = x + (bias if last else bias[:, None, None])
            return x

        def loss(parameters, x, t):
            z = apply(parameters, x)
            if work.loss == "bce":
                return (jnp.maximum(z, 0) - z * t + jnp.log1p(jnp.exp(-jnp.abs(z)))).mean()
            picked = jnp.take_along_axis(z, t[:, None], axis=1)[:, 0]
            return (jax.nn.logsumexp(z, axis=1) - picked).mean()

        def step(state, x, t):
            parameters, means, squares, steps, _ = state
            value, gradients = jax.value_and_grad(loss)(parameters, x, t)
            if work.optimizer == "sgd":
                parameters = [p - work.lr * g for p, g in zip(parameters, gradients)]
                return parameters, means, squares, steps, value
            steps = steps + 1
            rate = work.lr / (1 - 0.9**steps)
            root = jnp.sqrt(1 - 0.999**steps)
            means = [m + 0.1 * (g - m) for m, g in zip(means, gradients)]
            squares = [0.999 * v + 0.001 * g * g for v, g in zip(squares, gradients)]
            parameters = [
                p - rate * (m / (jnp.sqrt(v) / root + 1e-8))
                for p, m, v in zip(parameters, means, squares)]
            return parameters, means, squares, steps, value

        whole, rest = divmod(work.count, work.batch)

        def epoch(index, state):
            order = orders[index % EPOCHS_OF_ORDER]

            def body(batch, state):
                chosen = lax.dynamic_slice(order, (batch * work.batch,), (work.batch,))
                return step(state, inputs[chosen], targets[chosen])

            state = lax.fori_loop(0, whole, body, state)
            if rest:
                chosen = order[whole * work.batch :]
                state = step(state, inputs[chosen], targets[chosen])
            return state

        if work.is_full_batch:
            body = lambda _, state: step(state, inputs, targets)
        else:
            orders = jnp.asarray(work.orders.astype(np.int32))
            body = epoch
        if work.image:
            one = jax.jit(
                lambda state, chosen: step(state, inputs[chosen], targets[chosen]),
                donate_argnums=0)
            batches = [[jnp.asarray(b) for b in work.batches(e)] for e in range(EPOCHS_OF_ORDER)]

            def run(state, first, last):
                for index in range(first, last):
                    for chosen in batches[index % EPOCHS_OF_ORDER]:
                        state = one(state, chosen)
                return state

            self.run = run
        else:
            self.run = jax.jit(lambda state, first, last: lax.fori_loop(first, last, body, state))
        self.evaluate = jax.jit(lambda parameters: loss(parameters, inputs, targets))
        self.jax = jax
        parameters = [jnp.asarray(p) for p in work.parameters]
        means, squares = ([jnp.zeros_like(p) for p in parameters] for _ in range(2))
        self.state = (parameters, means, squares, jnp.float32(0), jnp.float32(0))

    def epochs(self, first, count):
        self.state = self.jax.block_until_ready(self.run(self.state, first, first + count))

    def loss(self):
        return float(self.evaluate(self.state[0]))


class TunedJAXPeer(JAXPeer):
    """Channels last, and pooling by a maximum over a reshaped array."""

    is_tuned = True


class TorchPeer(Peer):
    """The usual loop, on one thread, with the fused optimizers."""

    is_tuned = False

    def __init__(self, work):
        super().__init__(work)
        if self.is_tuned and not work.image:
            sys.exit(unavailable("as torch: there is no convolution"))
        try:
            import torch
        except ImportError as error:
            sys.exit(unavailable(f"PyTorch is not installed ({error})", 3))
        self.version = f"torch{'-tuned' if self.is_tuned else ''} {torch.__version__.split('+')[0]}"
        torch.set_num_threads(1)
        nn = torch.nn
        modules = {
            "tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "flatten": nn.Flatten,
            "pool": lambda: nn.MaxPool2d(2), "linear": nn.Linear,
            "conv": lambda i, o: nn.Conv2d(i, o, 3, padding=1)}
        # PyTorch draws start and order itself: so the draws of the others are checked too.
        torch.manual_seed(SEED)
        self.net = nn.Sequential(
            *(modules[l[0]](*l[1:]) if isinstance(l, tuple) else modules[l]() for l in work.layers))
        for mine, drawn in zip(self.net.parameters(), work.parameters):
            if not np.array_equal(mine.detach().numpy(), drawn):
                sys.exit("peers.py: the start differs from PyTorch's: the work is not the same")
        if not work.is_full_batch:
            self.orders = [torch.randperm(work.count) for _ in range(EPOCHS_OF_ORDER)]
            for mine, drawn in zip(self.orders, work.orders):
                if not np.array_equal(mine.numpy(), drawn):
                    sys.exit("peers.py: the order differs from PyTorch's: the work is not the same")
        self.inputs = torch.from_numpy(work.inputs)
        if self.is_tuned:
            self.net = self.net.to(memory_format=torch.channels_last)
            self.inputs = self.inputs.to(memory_format=torch.channels_last)
        self.targets = torch.from_numpy(work.targets)
        self.criterion = nn.BCELoss() if work.loss == "bce" else nn.CrossEntropyLoss()
        kind = torch.optim.SGD if work.optimizer == "sgd" else torch.optim.Adam
        self.optimizer = kind(self.net.parameters(), lr=work.lr, fused=True)
        self.torch = torch

    def epochs(self, first, count):
        work = self.work
        for epoch in range(first, first + count):
            if work.is_full_batch:
                self.step(self.inputs, self.targets)
                continue
            for chosen in self.orders[epoch % EPOCHS_OF_ORDER].split(work.batch):
                self.step(self.inputs[chosen], self.targets[chosen])

    def step(self, x, t):
        self.optimizer.zero_grad()
        loss = self.criterion(self.net(x), t)
        loss.backward()
        self.optimizer.step()

    def loss(self):
        with self.torch.no_grad():
            return float(self.criterion(self.net(self.inputs), self.targets))


class TunedTorchPeer(TorchPeer):
    """Channels last."""

    is_tuned = True


PEERS = {
    "numpy": NumPyPeer, "jax": JAXPeer, "jax-tuned": TunedJAXPeer, "torch": TorchPeer,
    "torch-tuned": TunedTorchPeer}


def unavailable(reason, status=4):
    print(reason, file=sys.stderr)
    return status


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("peer", choices=list(PEERS))
    parser.add_argument("workload", choices=list(WORKLOADS))
    parser.add_argument("--seconds", type=float, default=0.5, help="of one measurement")
    parser.add_argument("--digits", default="Lessons/data/digits.csv")
    parser.add_argument("--mnist-size", help="what mnist-size.sh wrote")
    arguments = parser.parse_args()
    work = Work(arguments.workload, arguments)
    peer = PEERS[arguments.peer](work)
    peer.train(work.check_steps // work.steps_per_epoch)
    check_loss = peer.loss()
    for _ in sys.stdin:
        steps, seconds = peer.time(arguments.seconds)
        print(json.dumps({
            "peer": peer.version, "workload": work.name, "steps_per_second": steps / seconds,
            "steps": steps, "seconds": seconds, "check_steps": work.check_steps,
            "check_loss": check_loss}), flush=True)  # fmt: skip


main()
