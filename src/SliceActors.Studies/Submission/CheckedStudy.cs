using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Leakage;

namespace SliceActors.Studies.Submission;

/// <summary>A study that was found in order, with everything that was found on the way.</summary>
/// <param name="Spec">Everything the user said, nothing left to guess but the threads of the machine.</param>
/// <param name="Architecture">The network that it names.</param>
/// <param name="Folds">Who is in each fold, as the tables say.</param>
/// <param name="Plan">What it means on the data.</param>
/// <param name="Transfer">The files that its networks start from; null without transfer learning.</param>
/// <param name="Sources">The studies that these files are of: whom they know.</param>
/// <param name="Leaks">People who are on both sides, as far as the study allows it.</param>
public sealed record CheckedStudy(
    RunSpec Spec,
    Architecture Architecture,
    ImmutableArray<FoldSessions> Folds,
    RunPlan Plan,
    TransferManifest? Transfer,
    ImmutableArray<KnownStudy> Sources,
    ImmutableArray<LeakageFinding> Leaks)
{
    /// <summary>How its slices are prepared.</summary>
    public SlicePreparation Preparation => StudyPlanner.Preparation(Spec, Plan.Slices);

    /// <summary>Ends the check: only once images were decoded can they be compared.</summary>
    /// <param name="marks">Of each image.</param>
    /// <param name="warnings">Gets what a person should know though it stops nothing.</param>
    /// <returns>What the study says of leakage.</returns>
    /// <exception cref="BadInputException">Images of validation are known to the networks, and the study does not allow it: all findings.</exception>
    public LeakageFiles CheckImages(IReadOnlyList<ImageMark> marks, ICollection<string> warnings)
    {
        var findings = new List<Finding>();
        var report = ImageLeakage.Check(Spec.Data, Plan, marks, Sources, findings, warnings);
        return findings.Count == 0
            ? new LeakageFiles(LeakageTable.Text(report with { Findings = [.. Leaks, .. report.Findings] }), ImageMarksTable.Text(Plan, marks)) { Unlisted = UnlistedImages.Text(Spec, Plan) }
            : throw new BadInputException(findings);
    }
}
