using System.Text.Json;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Autoencoders;

public sealed class AutoencoderTests(AutoencoderRun run) : IClassFixture<AutoencoderRun>
{
    private const string Twin = """
        import glob, sys
        import nibabel, numpy, torch
        from torch import nn
        def block(i, o):
            return [nn.Conv2d(i, o, 3, padding=1), nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(0.01), nn.MaxPool2d(2, 2, return_indices=True)]
        def mirrored(i, o):
            return [nn.MaxUnpool2d(2, 2), nn.ConvTranspose2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(100), nn.ConvTranspose2d(o, i, 3, padding=1)]
        sizes = [(1, 8), (8, 16), (16, 32), (32, 64), (64, 64)]
        net = nn.Module()
        net.encoder = nn.Sequential(*[layer for i, o in sizes for layer in block(i, o)])
        net.decoder = nn.Sequential(*[layer for i, o in reversed(sizes) for layer in mirrored(i, o)])
        out = sys.argv[1]
        saved = torch.load(out + "/fold-1/models/best_loss/model_best.pth.tar")
        assert list(saved) == ["model", "epoch", "valid_loss"], list(saved)
        net.load_state_dict(saved["model"])
        net.eval()
        folder = out + "/fold-1/autoencoder_reconstruction/train/"
        header, first = (line.split("\t") for line in open(folder[:-1] + ".tsv").read().splitlines()[:2])
        pairs = [[nibabel.load(folder + kind + f"-{t}.nii.gz").get_fdata() for kind in ("input", "output")] for t in range(3)]
        mae, mse = numpy.mean([abs(a - b).mean() for a, b in pairs]), numpy.mean([((a - b) ** 2).mean() for a, b in pairs])
        told = dict(zip(header[2:], map(float, first[2:])))
        assert abs(told["mae"] - mae) < 1e-4 * mae and abs(told["rmse"] - mse ** 0.5) < 1e-4 * mse ** 0.5 and abs(told["psnr"] + 10 * numpy.log10(mse)) < 1e-3 and told["ssim"] < 1, (told, mae, mse)
        for t in range(3):
            seen, shown = (nibabel.load(folder + kind + f"-{t}.nii.gz") for kind in ("input", "output"))
            assert seen.shape == shown.shape == (224, 224, 1) and seen.get_data_dtype() == numpy.float32
            assert numpy.array_equal(seen.affine, shown.affine)
            source = nibabel.load(sys.argv[2])
            centre = lambda image: image.affine @ [(image.shape[0] - 1) / 2, (image.shape[1] - 1) / 2, 0, 1]
            there = source.affine @ [(source.shape[0] - 1) / 2, (source.shape[1] - 1) / 2, 8 + t, 1]
            assert numpy.allclose(centre(seen), there, atol=1e-4), (centre(seen), there)
            x, pooled = torch.from_numpy(seen.get_fdata(dtype=numpy.float32)[:, :, 0].copy())[None, None], []
            with torch.no_grad():
                for layer in net.encoder:
                    if isinstance(layer, nn.MaxPool2d):
                        x, indices = layer(x)
                        pooled.append(indices)
                    else:
                        x = layer(x)
                for layer in net.decoder:
                    x = layer(x, pooled.pop()) if isinstance(layer, nn.MaxUnpool2d) else layer(x)
            expected, actual = x[0, 0].numpy(), shown.get_fdata()[:, :, 0]
            # Smooth slices are full of equal maxima, and the last digit decides which of them is unpooled: PyTorch itself differs here between single
            # and double precision by a tenth of the range, in three pixels of ten. The golden files, which have no ties, are compared to the last digits.
            scale, difference = abs(expected).max(), abs(expected - actual)
            assert (difference > 1e-4 * scale).mean() < 0.5 and difference.max() < 0.05 * scale, ((difference > 1e-4 * scale).mean(), difference.max(), scale)
        print("as written")
        """;

    [Fact]
    public void It_leaves_what_readers_expect_and_nothing_else()
    {
        string[] perFold =
        [
            "training.tsv",
            "models/best_loss/model_best.pth.tar",
            .. from set in new[] { "train", "validation" }
               from file in Enumerable.Range(0, 3).SelectMany(t => new[] { $"/input-{t}.nii.gz", $"/output-{t}.nii.gz" }).Append(".png").Append(".tsv")
               select $"autoencoder_reconstruction/{set}{file}",
        ];
        string[] expected = ["commandline.json", "environment.txt", "leakage.tsv", .. from fold in Enumerable.Range(0, 2) from file in perFold select $"fold-{fold}/{file}"];

        Assert.Equal(expected.Order(StringComparer.Ordinal), FolderSnapshot.Results(run.Output).Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"Pictures of inputs and outputs: {Path.Combine(run.Output, "fold-0", "autoencoder_reconstruction")}, and so in each fold", run.Said.OutputLines);
        using var options = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Output, "commandline.json")));
        Assert.Equal(
            ("autoencoder", "best_loss", true),
            (options.RootElement.GetProperty("network_type").GetString(), options.RootElement.GetProperty("transfer_learning_selection").GetString(), options.RootElement.GetProperty("visualization").GetBoolean()));
        Assert.False(options.RootElement.TryGetProperty("selection_threshold", out _));
    }

    [Fact]
    public void It_ends_with_the_losses_of_each_fold_and_status_shows_them_again()
    {
        var status = SliceActorsProgram.Run("status", run.Output).Ended(0);

        foreach (var screen in new[] { run.Said.Output, status.Output, SliceActorsProgram.Run(run.Study.Resume(run.Output)).Ended(0).Output })
        {
            Assert.Contains("validation MSE", screen, StringComparison.Ordinal);
            Assert.DoesNotContain("BA", screen, StringComparison.Ordinal);
            Assert.DoesNotContain("tables", screen, StringComparison.Ordinal);
        }

        Assert.Contains("Fold 1: 1 network done.", run.Said.OutputLines);
        SliceActorsProgram.Run(run.Train(run.Output)).Ended((int)ExitCode.Refused).Said("this very study");
    }

    [Fact]
    public void Killed_as_it_trains_and_as_it_draws_and_resumed_it_ends_with_the_same_bytes()
    {
        var output = run.Study.NewOutput();
        var command = run.Train(output);
        foreach (var (folder, file) in new[] { ("checkpoints", "progress-0.pth.tar"), ("autoencoder_reconstruction", "*.writing"), ("autoencoder_reconstruction", "output-1.nii.gz") })
        {
            using var program = SliceActorsProgram.Start(command);
            Assert.True(program.WaitUntil(() => Checkpoints.InTraining(output, folder, file).Count > 0), $"{file} was not seen.");
            program.Kill();
            command = run.Study.Resume(output);
        }

        SliceActorsProgram.Run(command).Ended(0);

        FolderSnapshot.AssertSameResults(run.Output, output);
    }

    [SkippableFact]
    public void Python_rebuilds_the_network_and_finds_the_same_pictures_at_the_same_place()
    {
        Assert.Equal("as written", Python.Run("torch, nibabel", Twin, run.Output, run.Study.Images()[0]));
    }

    [Fact]
    public void It_can_be_taken_away()
    {
        var target = run.Study.NewOutput();
        var said = SliceActorsProgram.Run("export", run.Output, target, "--onnx").Ended(0);

        Assert.Contains("2 networks of best_loss written", said.Output, StringComparison.Ordinal);
        Assert.Contains("puts nobody into a class", File.ReadAllText(Path.Combine(target, "README.md")), StringComparison.Ordinal);
        Assert.Equal(["fold-0_best_loss.onnx", "fold-1_best_loss.onnx"], Directory.EnumerateFiles(Path.Combine(target, "onnx")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_network_that_has_no_mirror_image_is_refused_by_name_before_anything_is_written()
    {
        var output = run.Study.NewOutput();
        foreach (var command in new[] { "train", "check" })
        {
            SliceActorsProgram.Run(run.Study.Arguments(command, "autoencoder", output, "resnet18")).Ended((int)ExitCode.BadInput)
                .Said("no autoencoder can be made of resnet18", "one of Conv4_FC3, Conv5_FC3, ConvNet");
        }

        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void Options_that_mean_nothing_for_a_kind_of_network_are_usage_errors()
    {
        var output = run.Study.NewOutput();
        foreach (var option in new[] { "--vote_weights", "--selection_threshold", "--weights", "--trainable" })
        {
            SliceActorsProgram.Run(run.Study.Train("autoencoder", output, option, "1")).Ended((int)ExitCode.BadInput).Said(option);
        }

        foreach (var networkType in new[] { "cnn", "multicnn" })
        {
            SliceActorsProgram.Run(run.Study.Train(networkType, output, "--visualization")).Ended((int)ExitCode.BadInput).Said("--visualization");
        }

        Assert.False(Directory.Exists(output));
    }
}
