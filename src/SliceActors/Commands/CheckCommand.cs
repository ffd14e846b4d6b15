using System.CommandLine;
using SliceActors.Cohorts.Reading;
using SliceActors.Configuration;
using SliceActors.Endings;
using SliceActors.Learning.Costs;
using SliceActors.Options;
using SliceActors.Runs.Specs;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary><c>check slice {autoencoder,cnn,multicnn}</c>: takes the arguments of <c>train</c> and only checks.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var slice = new Command("slice", "Check a study of 2D slices.");
        var from = new FromOption();
        foreach (var (type, description) in TrainCommand.NetworkTypes)
        {
            slice.Subcommands.Add(Create(type, description, from));
        }

        var command = new Command("check", "Check everything that train would check, down to the last voxel, and write no results.") { slice };
        command.AddGroup(ConfigOption.Heading, from);
        return command;
    }

    /// <summary>Checks a study and says what it would be and cost.</summary>
    public static async Task<ExitCode> Check(ParseResult parsed, NetworkType type, StudyOptions study, SharedOptions shared, FromOption from, CancellationToken cancellation)
    {
        study.Portable.Apply(parsed);
        var named = RecordedStudy.Computing(study.Bind(parsed, type), parsed.GetValue(from));
        TrainCommand.RefuseIfOwned(named);
        var (found, _, _, machine) = await Interruptible.Run(stop => new StudyDesk(study, shared).Check(parsed, named, stop), cancellation);
        Sentences.Say(
            $"In order: {Count.Of(found.Plan.Images.Length, "image")}, {Count.Of(found.Plan.Folds.Length, "fold")}, {VariationWords.Of(found.Spec)}{Count.Of(found.Plan.Units(type).Length, "network")}, "
            + $"slices {found.Plan.Slices.First} to {found.Plan.Slices.At(found.Plan.Slices.Count - 1)}.");
        foreach (var fold in found.Folds)
        {
            Sentences.Say($"  fold {fold.Fold}: {Sessions(fold.Train)} for training, {Sessions(fold.Validation)} for validation");
        }

        var items = found.Plan.Units(type).Max(unit => found.Plan.FoldOf(unit.Id.Fold).Train.Length * unit.Slices.Count);
        var cost = await Interruptible.Run(stop => Task.FromResult(NetworkMeter.Measure(found.Spec, items, machine.Slots, stop)), cancellation);
        foreach (var line in Estimate.Of(found, machine.Slots.Length, cost).Lines(found.Spec.Optimisation.Epochs, found.Spec.Compute.UseCpu))
        {
            Sentences.Say(line);
        }

        return ExitCode.Done;
    }

    private static Command Create(NetworkType type, string description, FromOption from)
    {
        var (study, shared, config) = (new StudyOptions(), new SharedOptions(), new ConfigOption());
        var command = new Command(type.Term(), description);
        study.AddTo(command, type);
        shared.AddTo(command);
        command.AddGroup(ConfigOption.Heading, config);
        command.SetAction(async (parsed, cancellation) => (int)await Check(parsed, type, study, shared, from, cancellation));
        return command;
    }

    /// <summary><c>6 sessions (3 AD, 3 CN)</c>, the labels in the order of <c>--diagnoses</c>.</summary>
    private static string Sessions(IReadOnlyCollection<LabelledSession> sessions) =>
        $"{Count.Of(sessions.Count, "session")} ({string.Join(", ", sessions.CountBy(session => session.Diagnosis).Select(label => $"{label.Value} {label.Key}"))})";
}
