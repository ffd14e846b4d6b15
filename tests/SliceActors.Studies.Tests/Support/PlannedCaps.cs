using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Plans;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Support;

/// <summary>The tiny CAPS as a study.</summary>
internal static class PlannedCaps
{
    public static RunPlan Plan(this TinyCaps caps) => StudyPlanner.Plan(caps.Spec, FoundNetwork.Of(caps.Spec.Network), caps.Cache, caps.Warnings).Plan;
}
