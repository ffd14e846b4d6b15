using System.CommandLine;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary><c>check slice {autoencoder,cnn,multicnn}</c>: takes the arguments of <c>train</c> and only checks.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var slice = new Command("slice", "Check a study of 2D slices.");
        foreach (var (type, description) in TrainCommand.NetworkTypes)
        {
            slice.Subcommands.Add(Create(type, description));
        }

        return new Command("check", "Check everything that train would check, down to the last voxel, and write no results.") { slice };
    }

    private static Command Create(NetworkType type, string description)
    {
        var (study, shared) = (new StudyOptions(), new SharedOptions());
        var command = new Command(type.Term(), description);
        study.AddTo(command, type);
        shared.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            TrainCommand.RefuseIfOwned(parsed, type, study, study.Output(parsed));
            var found = await Interruptible.Run(stop => new StudyDesk(study, shared).Check(parsed, type, stop), cancellation);
            Console.WriteLine(
                $"In order: {Count.Of(found.Plan.Images.Length, "image")}, {Count.Of(found.Plan.Folds.Length, "fold")}, {Count.Of(found.Plan.Units(type).Length, "network")}, "
                + $"slices {found.Plan.Slices.First} to {found.Plan.Slices.At(found.Plan.Slices.Count - 1)}.");
            foreach (var fold in found.Plan.Folds)
            {
                Console.WriteLine($"  fold {fold.Fold}: {Sessions(fold.Train)} for training, {Sessions(fold.Validation)} for validation");
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string Sessions(IReadOnlyCollection<PlannedSession> sessions) =>
        $"{Count.Of(sessions.Count, "session")} ({sessions.Count(session => session.Label == 0)} of class 0, {sessions.Count(session => session.Label == 1)} of class 1)";
}
