using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.PyTorch;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What <c>--weights</c>, <c>--trainable</c> and <c>--seed</c> do to a network.</summary>
public sealed class WeightsTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void Published_weights_that_are_damaged_are_refused_instead_of_starting_at_random()
    {
        var cache = Path.Combine(study.Cache, "damaged");
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(cache, "weights")).FullName, "resnet18-5c106cde.pth");
        File.WriteAllText(file, "half a download");
        var output = study.NewOutput();

        foreach (var options in new string[][] { [], ["--weights", "imagenet"] })
        {
            SliceActorsProgram.Run(study.Arguments("train", "cnn", output, "resnet18", ["--cache_dir", cache, .. options])).Ended(2).Said($"{file}: the file is damaged");
        }

        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void Of_a_network_whose_tail_is_trained_the_other_layers_stay_as_they_were()
    {
        var (slow, fast) = (Train("--trainable", "tail", "--learning_rate", "1e-5"), Train("--trainable", "tail", "--learning_rate", "1e-2"));
        var all = Train("--learning_rate", "1e-2");

        Assert.Equal(slow["conv1.weight"], fast["conv1.weight"]);
        Assert.Equal(slow["layer3.1.conv2.weight"], fast["layer3.1.conv2.weight"]);
        Assert.NotEqual(slow["layer4.0.conv1.weight"], fast["layer4.0.conv1.weight"]);
        Assert.NotEqual(slow["fc_out.weight"], fast["fc_out.weight"]);
        Assert.NotEqual(fast["conv1.weight"], all["conv1.weight"]);

        Dictionary<string, float[]> Train(params string[] options)
        {
            var output = study.NewOutput();
            string[] brief = ["--split", "0", "--epochs", "1", "--batch_size", "6", "--discarded_slices", "9", "9", "--weights", "none"];
            SliceActorsProgram.Run(study.Arguments("train", "cnn", output, "resnet18", [.. brief, .. options])).Ended(0);
            return State(Path.Combine(output, "fold-0", "models", "best_loss", "model_best.pth.tar"));
        }
    }

    private static Dictionary<string, float[]> State(string path)
    {
        Assert.True(((PythonDict)TorchFile.Read(path)).TryGet("model", out var model));
        return ((PythonDict)model).ToDictionary(entry => ((PythonText)entry.Key).Value, entry =>
        {
            var values = new float[((TorchTensor)entry.Value).Count];
            ((TorchTensor)entry.Value).CopyTo(values);
            return values;
        });
    }
}
