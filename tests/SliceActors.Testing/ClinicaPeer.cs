namespace SliceActors.Testing;

/// <summary>What ClinicaDL 1.x computes and writes, in plain PyTorch: its networks for slices, its slices and its result folder.</summary>
public static class ClinicaPeer
{
    /// <summary>Modules that the scripts import.</summary>
    public const string Modules = "torch, nibabel, PIL";

    /// <summary>Defines <c>network(name, channels, rows, columns)</c>, every tensor of which is drawn at random, and <c>slices(path, axis, positions)</c>.</summary>
    private const string Definitions = """
        import json, os, sys
        import torch
        from torch import nn

        class Pool(nn.Module):
            def forward(self, x):
                top, left = x.shape[2] % 2, x.shape[3] % 2
                return nn.functional.max_pool2d(nn.functional.pad(x, (left, 0, top, 0)), 2)

        class Block(nn.Module):
            def __init__(self, n, m, stride):
                super().__init__()
                self.conv1, self.bn1 = nn.Conv2d(n, m, 3, stride, 1, bias=False), nn.BatchNorm2d(m)
                self.conv2, self.bn2 = nn.Conv2d(m, m, 3, 1, 1, bias=False), nn.BatchNorm2d(m)
                self.downsample = nn.Sequential(nn.Conv2d(n, m, 1, stride, bias=False), nn.BatchNorm2d(m)) if stride != 1 else None
            def forward(self, x):
                y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
                return torch.relu(y + (x if self.downsample is None else self.downsample(x)))

        class Classifier(nn.Module):
            def __init__(self, convolutions, fc):
                super().__init__()
                self.convolutions, self.fc = convolutions, fc
            def forward(self, x):
                return self.fc(self.convolutions(x))

        def plain(channels, rows, columns, strided, first, second):
            layers, before = [], channels
            for width in [8, 16, 32, 64, 128]:
                layers += [nn.Conv2d(before, width, 3, padding=1, stride=2 if strided else 1), nn.BatchNorm2d(width), nn.ReLU()] + ([] if strided else [Pool()])
                before = width
            convolutions = nn.Sequential(*layers)
            values = convolutions.eval()(torch.zeros(1, channels, rows, columns)).numel()
            return Classifier(convolutions, nn.Sequential(
                nn.Flatten(), nn.Dropout(0.5), nn.Linear(values, first), nn.ReLU(), nn.Linear(first, second), nn.ReLU(), nn.Linear(second, 2)))

        def residual(rows, columns):
            stages = [nn.Sequential(Block(n, m, s), Block(m, m, 1)) for n, m, s in [(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)]]
            layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)] + stages
            size = nn.Sequential(*layers).eval()(torch.zeros(1, 3, rows, columns)).shape[2:]
            fc = nn.Sequential(nn.Flatten(), nn.Linear(512, 1000))
            fc.add_module("drop_out", nn.Dropout(0.5))
            fc.add_module("fc_out", nn.Linear(1000, 2))
            return Classifier(nn.Sequential(*layers, nn.AvgPool2d(size, stride=1)), fc)

        def network(name, channels, rows, columns):
            made = residual(rows, columns) if name == "resnet18" else plain(
                channels, rows, columns, name == "Stride_Conv5_FC3", *((50, 40) if name == "Conv4_FC3" else (1300, 50)))
            for module in made.modules():
                if name != "resnet18" and isinstance(module, (nn.Conv2d, nn.Linear)):
                    nn.init.kaiming_normal_(module.weight, nonlinearity="relu")  # else answers hardly depend on the slice
                if isinstance(module, nn.BatchNorm2d):
                    nn.init.uniform_(module.weight, 0.5, 1.5), nn.init.uniform_(module.bias, -0.3, 0.3)
                    nn.init.uniform_(module.running_mean, -0.2, 0.2), nn.init.uniform_(module.running_var, 0.5, 1.5)
            return made.eval()

        def save(made, name, path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            torch.save({"model": made.state_dict(), "epoch": 3, "name": name}, path)

        def slices(path, axis, positions, channels):
            import nibabel
            image = torch.from_numpy(nibabel.load(path).get_fdata(dtype="float32"))
            cut = [image.select(axis, position).unsqueeze(0) for position in positions]
            return torch.stack([((x - x.min()) / (x.max() - x.min())).repeat(channels, 1, 1) for x in cut])

        def resized(batch):
            import numpy
            from PIL import Image
            pictures = [Image.fromarray(x.mul(255).byte().permute(1, 2, 0).numpy()).resize((224, 224), Image.BILINEAR) for x in batch]
            return torch.stack([torch.from_numpy(numpy.array(picture)).permute(2, 0, 1).float() / 255 for picture in pictures])

        """;

    /// <summary>Writes a model, noise and the network's logits of it. Arguments: folder, name, channels, rows, columns.</summary>
    private const string Logits = """
        folder, name, (channels, rows, columns) = sys.argv[1], sys.argv[2], map(int, sys.argv[3:])
        torch.manual_seed(3)
        made = network(name, channels, rows, columns)
        save(made, name, folder + "/model.pth.tar")
        noise = torch.rand(2, 1, rows, columns)
        with torch.no_grad():
            torch.save({"noise": noise, "logits": made(noise.repeat(1, channels, 1, 1))}, folder + "/logits.pt")
        """;

    /// <summary>
    /// Writes a result folder of two splits, and prints for each split, session and slice the probability of class 1. Arguments: folder, name of the network,
    /// channels, <c>single</c>, <c>multi</c> or <c>first</c>, then the images. Those of <c>first</c> are of versions 1.0.0 and 1.0.1. Slices: sagittal, 2 and 3 of 6, the volume being 5 × 4 besides.
    /// </summary>
    private const string Maps = """
        folder, name, channels, multi, first, images = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "multi", sys.argv[4] == "first", sys.argv[5:]
        rows, columns, word = (224, 224, "fold") if first else (5, 4, "split")
        torch.manual_seed(5)
        os.makedirs(folder)
        cut = {
            "preprocessing": "t1-linear", "mode": "slice", "use_uncropped_image": False, "prepare_dl": False, "extract_json": "slices.json",
            "slice_direction": 0, "slice_mode": "rgb" if channels == 3 else "single", "discarded_slices": [2, 2]}
        json.dump({
            "network_task": "classification", "mode": "slice", "architecture": name, "multi_network": multi, "dropout": 0.0, "num_networks": 2, "output_size": 2,
            "input_size": [channels, rows, columns], "label": "diagnosis", "label_code": {"AD": 0, "CN": 1}, "diagnoses": ["AD", "CN"], "selection_metrics": ["loss"],
            "selection_threshold": 0.0, "n_splits": 2,
            **({"minmaxnormalization": True, "transfer_path": "", **cut} if first else
               {"normalize": True, "transfer_path": False, "ssda_network": False, "size_reduction": False, "preprocessing_dict": cut})}, open(folder + "/maps.json", "w"))
        for split in range(2):
            best = f"{folder}/{word}-{split}/best-loss"
            networks = [network(name, channels, rows, columns) for _ in range(2 if multi else 1)]
            for j, made in enumerate(networks):
                save(made, name, f"{best}/network-{j}_model.pth.tar" if multi else f"{best}/model.pth.tar")
            for group, sessions in [("train", ["sub-11", "sub-12"]), ("validation", ["sub-13", "sub-14"])]:
                os.makedirs(f"{best}/{group}"), os.makedirs(f"{folder}/groups/{group}/{word}-{split}")
                with open(f"{folder}/groups/{group}/{word}-{split}/data.tsv", "w") as table:
                    table.write("\tparticipant_id\tsession_id\tcohort\tdiagnosis\n" + "".join(f"{i}\t{s}\tses-M00\tsingle\tAD\n" for i, s in enumerate(sessions)))
                with open(f"{best}/{group}/{group}_slice_level_prediction.tsv", "w") as table:
                    table.write("participant_id\tsession_id\tslice_id\ttrue_label\tpredicted_label\tproba0\tproba1\n")
                    for position in [2, 3]:
                        for label, session in enumerate(sessions):
                            predicted = label if position == 2 else 0
                            table.write(f"{session}\tses-M00\t{position}\t{label}\t{predicted}\t{1 - predicted}.0\t{predicted}.0\n")
            with torch.no_grad():
                for image in images:
                    seen = slices(image, 0, [2, 3], channels)
                    seen = resized(seen) if first else seen
                    print(*[torch.softmax(networks[j if multi else 0](x.unsqueeze(0)), 1)[0, 1].item() for j, x in enumerate(seen)])
        """;

    /// <summary>Makes <c>model.pth.tar</c>, and <c>logits.pt</c> with <c>noise</c> [2, 1, rows, columns] and <c>logits</c> [2, 2].</summary>
    public static void WriteLogits(string folder, string name, int channels, int rows, int columns) =>
        Python.Run(Modules, Definitions + Logits, folder, name, $"{channels}", $"{rows}", $"{columns}");

    /// <summary>Makes a result folder of two splits for sagittal slices of 5 × 4 pixels, positions 2 and 3, that weigh 2 to 1.</summary>
    /// <returns>Split after split, session after session: the probability of class 1 of each slice.</returns>
    public static double[][] WriteMaps(string folder, string name, int channels, string kind, IEnumerable<string> images) =>
    [
        .. Python.Run(Modules, Definitions + Maps, [folder, name, $"{channels}", kind, .. images])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()),
    ];
}
