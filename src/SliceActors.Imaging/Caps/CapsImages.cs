using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Caps;

/// <summary>
/// Where the images of a CAPS lie. Names are built exactly as ClinicaDL 0.2.1 builds them; the tensor that <c>clinicadl extract</c> made comes first,
/// else the NIfTI file that it is made of.
/// </summary>
public static class CapsImages
{
    /// <summary>The image of a session.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made the image.</param>
    /// <param name="participant"><c>sub-…</c>, verbatim.</param>
    /// <param name="session"><c>ses-…</c>, verbatim.</param>
    /// <param name="findings">Takes a finding when there is none.</param>
    /// <returns>Absolute path; null when there is no image.</returns>
    public static string? Locate(string caps, Preprocessing preprocessing, string participant, string session, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var candidates = Candidates(caps, preprocessing, participant, session);
        foreach (var candidate in candidates)
        {
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        findings.Add(new Finding(
            CapsNames.SessionFolder(caps, participant, session), null, $"no {preprocessing.Term()} image of {participant} {session}",
            $"one of {string.Join(", ", candidates.Select(candidate => Path.GetRelativePath(CapsNames.SessionFolder(caps, participant, session), candidate)))}"));
        return null;
    }

    /// <summary>All paths at which the image of a session may lie, best first.</summary>
    public static IReadOnlyList<string> Candidates(string caps, Preprocessing preprocessing, string participant, string session)
    {
        var folder = CapsNames.SessionFolder(caps, participant, session);
        var name = CapsNames.Stem(preprocessing, participant, session);
        var tensor = CapsTensors.Image(caps, preprocessing, participant, session);
        return NiftiFolder(preprocessing) is { } nifti
            ? [tensor, Path.Combine(folder, nifti, name + ".nii.gz"), Path.Combine(folder, nifti, name + ".nii")]
            : [tensor];
    }

    /// <summary>The NIfTI files that an image tensor may have been made of, best first; none for a pipeline whose NIfTI names are not known.</summary>
    /// <param name="tensor">Absolute path of the tensor in its CAPS.</param>
    /// <param name="preprocessing">Pipeline that made it.</param>
    internal static IReadOnlyList<string> NiftiOf(string tensor, Preprocessing preprocessing)
    {
        // <session>/deeplearning_prepare_data/image_based/<pipeline>/<name>.pt
        var session = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(tensor)!, "..", "..", ".."));
        var name = Path.GetFileNameWithoutExtension(tensor);
        return NiftiFolder(preprocessing) is { } folder
            ? [Path.Combine(session, folder, name + ".nii.gz"), Path.Combine(session, folder, name + ".nii")]
            : [];
    }

    /// <summary>The t1-linear NIfTI of a session.</summary>
    internal static string LinearNifti(string caps, string participant, string session) =>
        Candidates(caps, Preprocessing.T1Linear, participant, session)[1];

    // The peer knows no NIfTI of t1-volume: a DARTEL group is part of its name.
    private static string? NiftiFolder(Preprocessing preprocessing) => preprocessing switch
    {
        Preprocessing.T1Linear => "t1_linear",
        Preprocessing.T1Extensive => Path.Combine("t1", "spm", "segmentation", "normalized_space"),
        _ => null,
    };
}
