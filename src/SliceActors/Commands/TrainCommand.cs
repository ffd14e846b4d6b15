using System.CommandLine;
using SliceActors.Configuration;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;

namespace SliceActors.Commands;

/// <summary><c>train slice {autoencoder,cnn,multicnn}</c>.</summary>
internal static class TrainCommand
{
    /// <summary>The kinds of networks that can be trained.</summary>
    public static readonly IReadOnlyList<(NetworkType Type, string Description)> NetworkTypes =
    [
        (NetworkType.Autoencoder, "One network that learns to reproduce its slice."),
        (NetworkType.Cnn, "One classifier for all slice positions."),
        (NetworkType.Multicnn, "One classifier per slice position, combined by a vote."),
    ];

    public static Command Create()
    {
        var slice = new Command("slice", "Train on 2D slices.");
        var from = new FromOption();
        foreach (var (type, description) in NetworkTypes)
        {
            slice.Subcommands.Add(Create(type, description, from));
        }

        var command = new Command("train", "Train networks.") { slice };
        command.AddGroup(ConfigOption.Heading, from);
        command.AddExamples("--from results results-again", "--from results results-2 --seed 2");
        return command;
    }

    /// <summary>Trains a study that was checked.</summary>
    private static async Task<ExitCode> Train(ParseResult parsed, NetworkType networkType, StudyOptions study, SharedOptions shared, FromOption from, CancellationToken cancellation)
    {
        study.Portable.Apply(parsed);
        var named = RecordedStudy.Computing(study.Bind(parsed, networkType), parsed.GetValue(from));
        RefuseIfOwned(named);
        var desk = new StudyDesk(study, shared);
        var (found, imageDigests, leakage, machine) = await Interruptible.Run(
            async stop =>
            {
                var prepared = await desk.Check(parsed, named, stop);
                desk.ComputeFeatures(parsed, prepared, stop);
                return prepared;
            },
            cancellation);
        var (spec, tree) = (found.Spec, named.Output);
        var run = RunId.For(spec.Digest(), tree.Root);
        using var folder = OutputFolder.Take(tree);
        var submission = new RunCommands.SubmitRun(run, spec, found.Plan, [.. imageDigests], tree.Root);
        folder.Describe(submission, ProgramVersion.Text, found.Transfer, leakage);
        var loop = new RunLoop(folder, submission, machine, study.Checkpoints.Of(parsed), shared.Cache(parsed), shared.Quiet(parsed), shared.LogLevel(parsed));
        if (!shared.Quiet(parsed))
        {
            Sentences.Say(
                $"{networkType.Term()} {spec.Network.Architecture}: {Count.Of(found.Plan.Folds.Length, "fold")}, {VariationWords.Of(spec)}{Count.Of(found.Plan.Units(networkType).Length, "network")}, "
                + $"{machine.Slots.Length} side by side{Together(spec)} with {Count.Of(machine.IntraOpThreads, "thread")} each; seed {spec.Optimisation.Seed}.");
        }

        return await loop.Run(node => node.Submit(submission, CancellationToken.None));
    }

    private static string Together(RunSpec spec) => spec.Compute.Fuse > 0 ? $", {spec.Compute.Fuse} computed as one" : "";

    private static Command Create(NetworkType type, string description, FromOption from)
    {
        var (study, shared, config) = (new StudyOptions(), new SharedOptions(), new ConfigOption());
        var dryRun = OptionKinds.Flag("--dry_run", "Check everything and train nothing, as 'check' does.", "--dry-run");
        var command = new Command(type.Term(), description);
        study.AddTo(command, type);
        shared.AddTo(command);
        command.Options.Add(dryRun);
        command.AddGroup(ConfigOption.Heading, config);
        command.SetAction(async (parsed, cancellation) => (int)(parsed.GetValue(dryRun)
            ? await CheckCommand.Check(parsed, type, study, shared, from, cancellation)
            : await Train(parsed, type, study, shared, from, cancellation)));
        return command;
    }

    /// <summary>Refuses a folder that is not free for a new run.</summary>
    /// <exception cref="RefusedException">The folder holds something.</exception>
    /// <exception cref="BadInputException">It does, and with such options nobody can tell whether it is a run of this study.</exception>
    public static void RefuseIfOwned(NamedStudy study)
    {
        var tree = study.Output;
        if (OutputFolder.Owner(tree) is not { } owner)
        {
            return;
        }

        if (study.Findings.Count > 0)
        {
            throw new BadInputException(study.Findings);
        }

        throw new RefusedException(
            !owner.IsOf(study.Spec, study.SeedGiven) ? $"{tree.Root} holds a run of another study; it is left untouched. Name another folder."
            : OutputFolder.IsAtWork(tree) ? $"Another process is at work on this very study in {tree.Root}. Where it stands: slice-actors status {tree.Root}"
            : $"{tree.Root} holds a run of this very study already. Where it stands: slice-actors status {tree.Root}. If it is not finished: {ResultScreen.ResumeHint(tree.Root)}");
    }
}
