using SliceActors.Imaging.Nifti;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Caps;

/// <summary>The NIfTI that an extraction starts from: searched for in the whole folder of the session, as Clinica does, since pipelines differ in where they put it.</summary>
public static class CapsSources
{
    /// <summary>The NIfTI of a session.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <param name="session">The session.</param>
    /// <param name="uncropped">The t1-linear image before it was cropped.</param>
    /// <param name="findings">Takes a finding when there is none or more than one.</param>
    /// <returns>Absolute path; null when there is a finding.</returns>
    public static string? Locate(string caps, Preprocessing preprocessing, CapsSession session, bool uncropped, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(findings);
        var folder = CapsNames.SessionFolder(caps, session.ParticipantId, session.SessionId);
        var found = Find(caps, preprocessing, session, uncropped);
        if (found.Count == 1)
        {
            return found[0];
        }

        var what = $"{preprocessing.Term()} NIfTI of {session.ParticipantId} {session.SessionId}";
        findings.Add(new Finding(
            session.File ?? folder,
            session.Line,
            found.Count == 0 ? $"no {what} in {folder}" : $"{found.Count} files for the {what}: {string.Join(", ", found.Select(path => Path.GetRelativePath(folder, path)))}",
            $"one {Name(preprocessing, session, uncropped)} in the folder of the session or below it"));
        return null;
    }

    /// <summary>Whether a session has an image, or more than one.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <param name="session">The session.</param>
    /// <param name="uncropped">The t1-linear image before it was cropped.</param>
    public static bool Exist(string caps, Preprocessing preprocessing, CapsSession session, bool uncropped)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Find(caps, preprocessing, session, uncropped).Count > 0;
    }

    /// <summary>Name of the NIfTI of a session.</summary>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <param name="session">The session.</param>
    /// <param name="uncropped">The t1-linear image before it was cropped.</param>
    public static string Name(Preprocessing preprocessing, CapsSession session, bool uncropped)
    {
        ArgumentNullException.ThrowIfNull(session);
        return CapsNames.Stem(preprocessing, session.ParticipantId, session.SessionId, uncropped) + ".nii.gz";
    }

    private static List<string> Find(string caps, Preprocessing preprocessing, CapsSession session, bool uncropped)
    {
        // Clinica's pipelines write desc-SkullStripped where ClinicaDL reads desc-skullstripped.
        var casing = preprocessing == Preprocessing.T1Extensive ? MatchCasing.CaseInsensitive : MatchCasing.CaseSensitive;
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = casing };
        var folder = CapsNames.SessionFolder(caps, session.ParticipantId, session.SessionId);
        var pattern = Path.GetFileNameWithoutExtension(Name(preprocessing, session, uncropped)) + "*";
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, pattern, everywhere).Where(NiftiFile.IsNifti).Order(StringComparer.Ordinal)] : [];
    }
}
