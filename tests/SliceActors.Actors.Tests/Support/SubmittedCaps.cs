using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Support;

/// <summary>The tiny CAPS as a run that can be started, described in its folder: two units.</summary>
internal static class SubmittedCaps
{
    public static RunCommands.SubmitRun Submission(this TinyCaps caps) => caps.Submission(caps.Output);

    public static RunCommands.SubmitRun Submission(this TinyCaps caps, string output)
    {
        var plan = StudyPlanner.Plan(caps.Spec, FoundNetwork.Of(caps.Spec.Network), caps.Cache, caps.Warnings).Plan;
        using var store = caps.Cache.OpenOrFill([.. plan.Images.Select(image => image.Path)], StudyPlanner.Preparation(caps.Spec, plan.Slices), 1);
        var submission = new RunCommands.SubmitRun(RunId.For(caps.Spec.Digest(), output), caps.Spec, plan, [.. store.ContentDigests], output);
        using var folder = OutputFolder.Take(new ResultTree(output));
        folder.Describe(submission, "test");
        return submission;
    }
}
