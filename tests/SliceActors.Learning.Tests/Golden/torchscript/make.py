"""Makes small_script.pt: a TorchScript network whose gradients libtorch would compute in two ways, depending on how often it ran before."""
import sys

import torch
import torch.nn.functional as F
from torch import nn


class SmallScript(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 5, stride=4)
        self.norm = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.3)
        self.hidden = nn.Linear(4 * 4 * 4, 16)
        self.layer_norm = nn.LayerNorm([16])
        self.fc = nn.Linear(16, 2)

    def forward(self, x):
        x = F.gelu(self.norm(self.conv(x)))
        x = torch.sigmoid(x) * x + torch.tanh(x) * 0.3
        x = self.drop(F.adaptive_avg_pool2d(x, 4).flatten(1))
        return self.fc(F.silu(self.layer_norm(self.hidden(x))))


torch.manual_seed(0)
torch.jit.script(SmallScript()).save(sys.argv[1])
