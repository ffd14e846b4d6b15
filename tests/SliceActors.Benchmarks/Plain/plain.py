"""What a good engineer writes in an afternoon: all slices prepared in memory, one network after another on all cores, batched evaluation, no journal, no files
but the best models. One argument: a file with a JSON object of type, architecture, images, labels, train, validation, first, slices, epochs, batch, rate, output."""
import copy
import json
import sys

import nibabel
import numpy
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

EVALUATION_BATCH = 32
SIZE = 224


class PadMaxPool(nn.Module):
    def forward(self, x):
        return functional.max_pool2d(functional.pad(x, (x.shape[3] % 2, 0, x.shape[2] % 2, 0)), 2)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity() if stride == 1 and inputs == outputs else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return functional.relu(self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))


def resnet18():
    stages = [nn.Sequential(Residual(a, b, s), Residual(b, b, 1)) for a, b, s in ((64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2))]
    network = nn.Sequential(
        nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *stages, nn.AvgPool2d(7, 1), nn.Flatten(), nn.Linear(512, 1000), nn.Linear(1000, 2))
    for layer in network[:7]:
        layer.requires_grad_(False)
    return network


def features(widths, padding):
    return [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Conv2d(a, b, 3, padding=padding), nn.BatchNorm2d(b), nn.ReLU(), PadMaxPool())]


def conv5_fc3():
    return nn.Sequential(*features([3, 8, 16, 32, 64, 128], 1), nn.Flatten(), nn.Linear(128 * 7 * 7, 1300), nn.ReLU(), nn.Linear(1300, 50), nn.ReLU(), nn.Linear(50, 2))


class Autoencoder(nn.Module):
    WIDTHS = [3, 15, 25, 50, 50]

    def __init__(self):
        super().__init__()
        pairs = list(zip(self.WIDTHS, self.WIDTHS[1:]))
        self.encoder = nn.ModuleList(nn.Sequential(nn.Conv2d(a, b, 3), nn.BatchNorm2d(b), nn.ReLU()) for a, b in pairs)
        self.decoder = nn.ModuleList(nn.Sequential(nn.ConvTranspose2d(b, a, 3), nn.BatchNorm2d(a), nn.ReLU()) for a, b in reversed(pairs))

    def forward(self, x):
        origins = []
        for layer in self.encoder:
            x = layer(x)
            top, left = x.shape[2] % 2, x.shape[3] % 2
            padded = functional.pad(x, (left, 0, top, 0))
            x, indices = functional.max_pool2d(padded, 2, return_indices=True)
            origins.append((indices, padded.shape[2:], top, left))
        for layer in self.decoder:
            indices, size, top, left = origins.pop()
            x = layer(functional.max_unpool2d(x, indices, 2, output_size=size)[:, :, top:, left:])
        return x


def prepared(path, first, count):
    volume = nibabel.load(path).get_fdata(dtype=numpy.float32)
    slices = []
    for index in range(first, first + count):
        plane = volume[index]
        low, high = plane.min(), plane.max()
        grey = ((plane - low) / (high - low) * 255).astype(numpy.uint8)
        slices.append(numpy.asarray(Image.fromarray(grey).resize((SIZE, SIZE), Image.BILINEAR), dtype=numpy.float32) / 255)
    return numpy.stack(slices)


def loss_of(network, x, y, is_autoencoder):
    x = x.expand(-1, 3, -1, -1)
    answer = network(x)
    return (functional.mse_loss(answer, x), None) if is_autoencoder else (functional.cross_entropy(answer, y, reduction="sum"), answer.argmax(1))


def evaluate(network, x, y, is_autoencoder):
    network.eval()
    total, found = 0.0, []
    with torch.no_grad():
        for first in range(0, len(x), EVALUATION_BATCH):
            part = slice(first, first + EVALUATION_BATCH)
            loss, answer = loss_of(network, x[part], y[part], is_autoencoder)
            total += loss.item() * (len(x[part]) if is_autoencoder else 1)
            found.append(answer)
    if is_autoencoder:
        return total / len(x), 0.0
    found = torch.cat(found)
    return total / len(x), sum(((found == c) & (y == c)).sum().item() / max(1, (y == c).sum().item()) for c in (0, 1)) / 2


def train(job, network, sets):
    is_autoencoder = job["type"] == "autoencoder"
    optimizer = torch.optim.Adam([p for p in network.parameters() if p.requires_grad], lr=job["rate"], weight_decay=job["rate"])
    (x, y), validation = sets
    best_loss, best_accuracy, steps = float("inf"), -1.0, 0
    for _ in range(job["epochs"]):
        network.train()
        for items in torch.randperm(len(x)).split(job["batch"]):
            optimizer.zero_grad()
            loss_of(network, x[items], y[items], is_autoencoder)[0].backward()
            optimizer.step()
            steps += 1
        evaluate(network, x, y, is_autoencoder)
        loss, accuracy = evaluate(network, *validation, is_autoencoder)
        if loss < best_loss:
            best_loss = loss
            torch.save(network.state_dict(), f"{job['output']}/best_loss.pth")
        if accuracy > best_accuracy:
            best_accuracy = accuracy
            torch.save(network.state_dict(), f"{job['output']}/best_balanced_accuracy.pth")
    return best_loss, steps


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    torch.manual_seed(1)
    slices = torch.from_numpy(numpy.stack([prepared(path, job["first"], job["slices"]) for path in job["images"]]))
    labels = torch.tensor(job["labels"])
    makers = {"resnet18": resnet18, "Conv5_FC3": conv5_fc3, "Conv4_FC3": Autoencoder}
    start = makers[job["architecture"]]()
    groups = [[j] for j in range(job["slices"])] if job["type"] == "multicnn" else [list(range(job["slices"]))]
    losses, steps = [], 0
    for group in groups:
        sets = []
        for name in ("train", "validation"):
            rows = torch.tensor(job[name])
            sets.append((slices[rows][:, group].reshape(-1, 1, SIZE, SIZE), labels[rows].repeat_interleave(len(group))))
        loss, taken = train(job, copy.deepcopy(start), sets)
        losses.append(loss)
        steps += taken
    print(json.dumps({"version": torch.__version__, "steps": steps, "losses": losses}))


main()
