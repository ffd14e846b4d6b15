using System.CommandLine;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary><c>--checkpoint_every</c>: what an interruption may cost.</summary>
internal sealed class CheckpointOption
{
    /// <summary>The option itself.</summary>
    public Option<int> Option { get; } = OptionKinds.Value(
        "--checkpoint_every",
        "Save a network after the first epoch that ends so many seconds after the last time, which is what an interruption costs at most; 0: after each epoch.",
        "SECONDS",
        (int)TrainingJob.DefaultCheckpointEvery.TotalSeconds);

    /// <summary>Adds a finding when it cannot be.</summary>
    public void Check(ParseResult parsed, ICollection<Finding> findings) => new OptionCheck(findings).Value(Option, parsed, value => value >= 0, "0 or more");

    /// <summary>What was said.</summary>
    public TimeSpan Of(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetRequiredValue(Option));
}
