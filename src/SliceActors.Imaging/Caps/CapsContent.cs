using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Caps;

/// <summary>What a CAPS holds, whoever asks for it.</summary>
public static class CapsContent
{
    // What may not be read is not found either.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>The images of a pipeline.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">The pipeline.</param>
    /// <param name="extracted">Direction of the extraction whose slices count; null for volumes.</param>
    /// <returns>Participant, session and path, as they are planned; sorted by participant and session (ordinal).</returns>
    public static IEnumerable<(string Participant, string Session, string Path)> Images(string caps, Preprocessing preprocessing, SliceDirection? extracted) =>
        from participant in Folders(Path.Combine(Path.GetFullPath(caps), "subjects"), "sub-*")
        from session in Folders(participant, "ses-*")
        let image = Image(caps, preprocessing, extracted, Path.GetFileName(participant), Path.GetFileName(session))
        where image is not null
        select (Path.GetFileName(participant), Path.GetFileName(session), image);

    private static IEnumerable<string> Folders(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern, Readable).Order(StringComparer.Ordinal) : [];

    private static string? Image(string caps, Preprocessing preprocessing, SliceDirection? extracted, string participant, string session)
    {
        if (extracted is not { } direction)
        {
            return CapsImages.Candidates(caps, preprocessing, participant, session).FirstOrDefault(File.Exists);
        }

        var slices = CapsTensors.Slices(caps, preprocessing, participant, session, direction);
        return CapsTensors.Positions(slices).Count > 0 ? slices : null;
    }
}
