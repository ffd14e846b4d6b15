using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;

namespace SliceActors.Testing.Clusters;

/// <summary>The tiny CAPS as a run that can be started, described in its folder: two units in each fold, unless the images are wider.</summary>
internal static class SubmittedCaps
{
    public static RunCommands.SubmitRun Submission(this TinyCaps caps) => caps.Submission(caps.Output);

    /// <param name="caps">Images and tables.</param>
    /// <param name="output">The folder.</param>
    /// <param name="folds">Folds, all of them with the same people.</param>
    public static RunCommands.SubmitRun Submission(this TinyCaps caps, string output, int folds = 1)
    {
        var plan = StudyPlanner.Plan(caps.Spec, FoundNetwork.Of(caps.Spec.Network), caps.Cache, caps.Warnings).Plan;
        plan = plan with { Folds = [.. Enumerable.Range(0, folds).Select(fold => plan.Folds[0] with { Fold = new FoldIndex(fold) })] };
        using var store = caps.Cache.OpenOrFill([.. plan.Images.Select(image => image.Path)], StudyPlanner.Preparation(caps.Spec, plan.Slices), 1);
        var submission = new RunCommands.SubmitRun(RunId.For(caps.Spec.Digest(), output), caps.Spec, plan, [.. store.ContentDigests], output);
        using var folder = OutputFolder.Take(new ResultTree(output));
        folder.Describe(submission, "test");
        return submission;
    }
}
