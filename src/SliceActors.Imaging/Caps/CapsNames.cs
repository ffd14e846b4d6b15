using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Caps;

/// <summary>Parts of the names of a CAPS, exactly as ClinicaDL 0.2.1 builds them.</summary>
internal static class CapsNames
{
    public static string SessionFolder(string caps, string participant, string session) =>
        Path.Combine(Path.GetFullPath(caps), "subjects", participant, session);

    /// <summary>Name of an image without its ending.</summary>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <param name="participant"><c>sub-…</c>.</param>
    /// <param name="session"><c>ses-…</c>.</param>
    /// <param name="uncropped">The t1-linear image before it was cropped.</param>
    public static string Stem(Preprocessing preprocessing, string participant, string session, bool uncropped = false)
    {
        var suffix = Suffix(preprocessing);
        return $"{participant}_{session}_{(uncropped ? suffix.Replace("_desc-Crop", string.Empty, StringComparison.Ordinal) : suffix)}";
    }

    /// <summary>Folder of the tensors of a pipeline below <c>image_based</c> and <c>slice_based</c>.</summary>
    public static string TensorFolder(Preprocessing preprocessing) => preprocessing switch
    {
        Preprocessing.T1Linear => "t1_linear",
        Preprocessing.T1Extensive => "t1_extensive",
        Preprocessing.T1Volume => "custom",
        _ => throw new ArgumentOutOfRangeException(nameof(preprocessing), preprocessing, null),
    };

    // What follows participant_session_ in the name of an image.
    private static string Suffix(Preprocessing preprocessing) => preprocessing switch
    {
        Preprocessing.T1Linear => "T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_T1w",
        Preprocessing.T1Extensive => "space-Ixi549Space_desc-skullstripped_T1w",
        Preprocessing.T1Volume => "T1w_segm-graymatter_space-Ixi549Space_modulated-off_probability",
        _ => throw new ArgumentOutOfRangeException(nameof(preprocessing), preprocessing, null),
    };
}
