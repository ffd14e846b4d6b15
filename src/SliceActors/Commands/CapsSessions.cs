using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Caps;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary>The sessions of a CAPS that a command works on.</summary>
internal static class CapsSessions
{
    /// <summary>The sessions of a list, else all that have an image.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made the images.</param>
    /// <param name="uncropped">The t1-linear images before they were cropped.</param>
    /// <param name="list">A table of sessions; null = all.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>Nothing when the CAPS is none: one finding says more than one for each session.</returns>
    public static IReadOnlyList<CapsSession> Of(string caps, Preprocessing preprocessing, bool uncropped, string? list, ICollection<Finding> findings)
    {
        var before = findings.Count;
        CapsRoot.Check(caps, findings);
        var isCaps = findings.Count == before;
        var listed = list is null ? null : SessionList.Read(list, findings);
        return !isCaps ? [] : listed is null ? WithImage(caps, preprocessing, uncropped, findings) : [.. listed.Select(row => new CapsSession(row.ParticipantId, row.SessionId, row.File, row.Line))];
    }

    // Nobody asked for these sessions by name: one that has no image is none of the command's business.
    private static List<CapsSession> WithImage(string caps, Preprocessing preprocessing, bool uncropped, ICollection<Finding> findings)
    {
        var all = CapsSession.All(caps);
        var found = all.Where(session => CapsSources.Exist(caps, preprocessing, session, uncropped)).ToList();
        if (found.Count == 0)
        {
            findings.Add(new Finding(
                caps, null, $"no {preprocessing.Term()} NIfTI in any of its {Count.Of(all.Count, "session")}",
                $"files {CapsSources.Name(preprocessing, new CapsSession("sub-…", "ses-…"), uncropped)}"));
        }
        else if (found.Count < all.Count)
        {
            Console.Error.WriteLine($"Warning: {all.Count - found.Count} of {Count.Of(all.Count, "session")} left out, as they have no {preprocessing.Term()} NIfTI.");
        }

        return found;
    }
}
