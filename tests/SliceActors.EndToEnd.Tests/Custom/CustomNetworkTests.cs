using System.Text.Json;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Custom;

/// <summary>Networks of a user's own, through the program: from an assembly and from TorchScript.</summary>
public sealed class CustomNetworkTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private static readonly string Plugin = CustomFiles.Plugin;
    private static readonly string Script = CustomFiles.Script;

    [Theory]
    [InlineData("two_views", "0.3")]
    [InlineData("small_vgg", "0.3")]
    [InlineData("script", "0")]
    public void A_network_of_a_users_own_that_is_killed_ends_with_the_bytes_of_an_undisturbed_one(string network, string dropout)
    {
        KilledOnce.EndsAsUndisturbed(study, Train, epochs: 2);

        string[] Train(string output) => network == "script"
            ? study.Arguments("train", "cnn", output, Script)
            : study.Arguments("train", "cnn", output, network, "--plugin", Plugin, "--dropout", dropout);
    }

    [Fact]
    public void A_relative_path_is_written_down_whole_so_that_the_run_is_found_again()
    {
        var output = study.NewOutput();
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Plugin);

        SliceActorsProgram.Run(study.Arguments("train", "cnn", output, "two_views", "--plugin", relative, "--epochs", "1", "--split", "0")).Ended(0);

        using var options = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "commandline.json")));
        Assert.Equal(("two_views", Plugin), (options.RootElement.GetProperty("model").GetString(), options.RootElement.GetProperty("plugin").GetString()));
        Assert.Contains("There was nothing left to do", SliceActorsProgram.Run(study.Resume(output)).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(study.Arguments("train", "cnn", output, "two_views", "--plugin", Plugin, "--epochs", "1", "--split", "0")).Ended(5).Said("this very study");
    }

    [Fact]
    public void A_plugin_that_changed_is_refused_when_its_run_is_resumed_until_it_is_put_back()
    {
        var output = study.NewOutput();
        var copy = Path.Combine(Directory.CreateTempSubdirectory("slice-actors-e2e-").FullName, "copy.dll");
        File.Copy(Plugin, copy);
        var epochs = new Moments(output).MoreEpochs(1);
        using (var program = SliceActorsProgram.Start(study.Arguments("train", "cnn", output, "two_views", "--plugin", copy)))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        File.WriteAllBytes(copy, [.. File.ReadAllBytes(Plugin), 0]);
        SliceActorsProgram.Run(study.Resume(output)).Ended(2).Said(copy, "has changed since the run began");
        File.Delete(copy);
        SliceActorsProgram.Run(study.Resume(output)).Ended(2).Said(copy, "cannot be read");
        File.Copy(Plugin, copy);
        SliceActorsProgram.Run(study.Resume(output)).Ended(0);
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    [Fact]
    public void What_is_wrong_with_a_network_of_a_users_own_is_found_before_anything_starts()
    {
        var folder = Directory.CreateTempSubdirectory("slice-actors-e2e-").FullName;
        var (text, crash) = (Path.Combine(folder, "text.dll"), Path.Combine(folder, "crash.pt"));
        File.WriteAllText(text, "hello");
        CustomFiles.WriteWithUnknownOperation(crash);

        Refused("two_views", "--plugin", text).Said($"{text}: this is no .NET assembly");
        Refused("two_views", "--plugin", "/nowhere.dll").Said("/nowhere.dll: the file that defines the network cannot be read");
        Refused("three_views", "--plugin", Plugin).Said("there is no network three_views", "small_vgg, two_views");
        Refused("two_views", "--plugin", Plugin, "--weights", "imagenet").Said("there are no ImageNet weights for two_views");
        Refused("two_views", "--plugin", Plugin, "--trainable", "tail").Said("two_views has no tail");
        Refused("/nowhere.pt").Said("/nowhere.pt: the file that defines the network cannot be read");
        Refused(crash).Said($"{crash}: the process that tried the network came to its end", "Unknown builtin op: aten::flattex");
        Refused(Script, "--dropout", "0.2").Said("--dropout");
        Directory.Delete(folder, recursive: true);

        ProgramResult Refused(string architecture, params string[] options)
        {
            var output = study.NewOutput();
            var refused = SliceActorsProgram.Run(study.Arguments("check", "cnn", output, architecture, options)).Ended(2);
            Assert.False(Directory.Exists(output), "Something was written.");
            return refused;
        }
    }

    [SkippableFact]
    public void A_network_that_Python_scripts_is_trained_and_its_model_goes_back_into_Python()
    {
        var output = study.NewOutput();
        var file = Path.Combine(Directory.CreateTempSubdirectory("slice-actors-e2e-").FullName, "network.pt");
        Python.Run(
            "torch",
            """
            import sys, torch
            from torch import nn
            torch.manual_seed(0)
            network = nn.Sequential(nn.Conv2d(3, 4, 7, stride=4), nn.BatchNorm2d(4), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Dropout(0.2), nn.Linear(64, 2))
            torch.jit.script(network).save(sys.argv[1])
            """,
            file);

        SliceActorsProgram.Run(study.Arguments("train", "multicnn", output, file, "--split", "0")).Ended(0);

        var read = Python.Run(
            "torch",
            """
            import sys, torch
            network = torch.jit.load(sys.argv[1])
            start = {name: value.clone() for name, value in network.state_dict().items()}
            model = torch.load(sys.argv[2])["model"]
            network.load_state_dict(model)
            print(len(model), any(not torch.equal(start[name], model[name]) for name in start), tuple(network.eval()(torch.rand(5, 3, 224, 224)).shape))
            """,
            file,
            Path.Combine(output, "fold-0", "models", "cnn-1", "best_loss", "model_best.pth.tar"));
        Assert.Equal("9 True (5, 2)", read);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
