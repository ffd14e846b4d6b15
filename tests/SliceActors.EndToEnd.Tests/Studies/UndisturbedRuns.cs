using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Studies;

/// <summary>A study with one run of each kind that nothing disturbed.</summary>
public sealed class UndisturbedRuns : IDisposable
{
    private readonly Lazy<(string Output, ProgramResult Result)> multicnn;
    private readonly Lazy<(string Output, ProgramResult Result)> cnn;
    private readonly Lazy<(string Output, ProgramResult Result)> brief;
    private readonly Lazy<(string Output, ProgramResult Result)> quickMulticnn;
    private readonly Lazy<(string Output, ProgramResult Result)> quickCnn;
    private readonly Lazy<(string Output, ProgramResult Result)> smallVgg;

    public UndisturbedRuns()
    {
        multicnn = new(() => Trained(output => Study.Train("multicnn", output)));
        cnn = new(() => Trained(output => Study.Train("cnn", output)));
        brief = new(() => Trained(output => Study.Train("cnn", output, "--epochs", "1")));
        quickMulticnn = new(() => Trained(output => Study.Quick("multicnn", output)));
        quickCnn = new(() => Trained(output => Study.Quick("cnn", output)));
        smallVgg = new(() => Trained(output => Study.Arguments("train", "multicnn", output, "small_vgg", "--plugin", CustomFiles.Plugin, "--epochs", "2")));
    }

    public SmallStudy Study { get; } = new();

    /// <summary>Output folder of the multicnn run.</summary>
    public string Multicnn => multicnn.Value.Output;

    /// <summary>Output folder of the cnn run.</summary>
    public string Cnn => cnn.Value.Output;

    /// <summary>Output folder of a cnn run of one epoch.</summary>
    public string Brief => brief.Value.Output;

    /// <summary>Output folder of a multicnn run of <see cref="SmallStudy.Quick"/>.</summary>
    public string QuickMulticnn => quickMulticnn.Value.Output;

    /// <summary>Output folder of a cnn run of <see cref="SmallStudy.Quick"/>.</summary>
    public string QuickCnn => quickCnn.Value.Output;

    /// <summary>Output folder of a multicnn run of a plugin's few layers, for what asks each layer of each network.</summary>
    public string SmallVgg => smallVgg.Value.Output;

    /// <summary>What the multicnn run said.</summary>
    internal ProgramResult MulticnnSaid => multicnn.Value.Result;

    /// <summary>A copy of a result folder, which a test may change.</summary>
    public string CopyOf(string results)
    {
        var copy = Study.NewOutput();
        foreach (var file in Directory.EnumerateFiles(results, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(results, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public void Dispose() => Study.Dispose();

    private (string Output, ProgramResult Result) Trained(Func<string, string[]> train)
    {
        var output = Study.NewOutput();
        return (output, SliceActorsProgram.Run(train(output)).Ended(0));
    }
}

/// <summary>Tests that compare with the undisturbed runs: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class UndisturbedRunsGroup : ICollectionFixture<UndisturbedRuns>
{
    public const string Name = "undisturbed runs";
}

/// <summary>Tests that kill runs, or take them further, and compare with undisturbed ones of their own: one after the other, beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class InterruptedRunsGroup : ICollectionFixture<UndisturbedRuns>
{
    public const string Name = "interrupted runs";
}
