using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Support;

/// <summary>The tiny CAPS as a run that can be started: two units.</summary>
internal static class SubmittedCaps
{
    public static RunCommands.SubmitRun Submission(this TinyCaps caps)
    {
        var plan = StudyPlanner.Plan(caps.Spec, FoundNetwork.Of(caps.Spec.Network), caps.Cache, caps.Warnings).Plan;
        using var store = caps.Cache.OpenOrFill([.. plan.Images.Select(image => image.Path)], StudyPlanner.Preparation(caps.Spec, plan.Slices), 1);
        return new(RunId.For(caps.Spec.Digest(), caps.Output), caps.Spec, plan, [.. store.ContentDigests], caps.Output);
    }
}
