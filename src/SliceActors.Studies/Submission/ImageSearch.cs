using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Caps;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>Which images are looked for: those that networks are trained on, or those that they are applied to.</summary>
/// <param name="Preprocessing">Pipeline that made them.</param>
/// <param name="Direction">Axis along which they are cut.</param>
/// <param name="Sessions">Each session once.</param>
/// <param name="InUse">
/// Slice positions in use, given how many slices the images have; takes a finding when they have the wrong number, and gives null when nothing can be said.
/// </param>
internal sealed record ImageSearch(
    Preprocessing Preprocessing,
    SliceDirection Direction,
    ImmutableArray<SoughtSession> Sessions,
    Func<int, SliceRange?> InUse)
{
    /// <summary>Finds the images and looks at the beginning of each.</summary>
    /// <param name="extracted">Whether they are slices that were extracted, not volumes.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public FoundImages Find(bool extracted, ICollection<Finding> findings) =>
        extracted ? ExtractedImages.Find(this, findings) : VolumeImages.Find(this, findings);

    /// <summary>Looks at the CAPS roots of a study.</summary>
    /// <param name="data">The study.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>Whether nothing is: one finding for a wrong CAPS root says more than one for each session.</returns>
    public static bool CheckCaps(DataSpec data, ICollection<Finding> findings)
    {
        var before = findings.Count;
        foreach (var caps in CohortTables.CapsRoots(data))
        {
            var own = new List<Finding>();
            CapsRoot.Check(caps.Directory, own);
            own.ForEach(finding => findings.Add(caps.File is { } table ? new Finding(table, caps.Line, $"{finding.Where}: {finding.Found}", finding.Expected) : finding));
        }

        return findings.Count == before;
    }
}
