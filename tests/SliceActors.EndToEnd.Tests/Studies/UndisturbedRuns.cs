using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Studies;

/// <summary>A study with one run of each kind that nothing disturbed.</summary>
public sealed class UndisturbedRuns : IDisposable
{
    private readonly Lazy<(string Output, ProgramResult Result)> multicnn;
    private readonly Lazy<(string Output, ProgramResult Result)> cnn;
    private readonly Lazy<(string Output, ProgramResult Result)> brief;

    public UndisturbedRuns()
    {
        multicnn = new(() => Train("multicnn"));
        cnn = new(() => Train("cnn"));
        brief = new(() => Train("cnn", "--epochs", "1"));
    }

    public SmallStudy Study { get; } = new();

    /// <summary>Output folder of the multicnn run.</summary>
    public string Multicnn => multicnn.Value.Output;

    /// <summary>Output folder of the cnn run.</summary>
    public string Cnn => cnn.Value.Output;

    /// <summary>Output folder of a cnn run of one epoch.</summary>
    public string Brief => brief.Value.Output;

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

    private (string Output, ProgramResult Result) Train(string networkType, params string[] options)
    {
        var output = Study.NewOutput();
        return (output, SliceActorsProgram.Run(Study.Train(networkType, output, options)).Ended(0));
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
