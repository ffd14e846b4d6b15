using SliceActors.Runs.Plans;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Support;

/// <summary>The tiny CAPS as a study.</summary>
internal static class PlannedCaps
{
    public static RunPlan Plan(this TinyCaps caps) => StudyPlanner.Plan(caps.Spec, caps.Cache, caps.Warnings);
}
