namespace SliceActors.Imaging.Caps;

/// <summary>A session of a CAPS.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="File">Table that asks for it; null when it was found in the CAPS.</param>
/// <param name="Line">Line of the table, the header being line 1.</param>
public sealed record CapsSession(string ParticipantId, string SessionId, string? File = null, int? Line = null)
{
    /// <summary>All sessions of a CAPS, sorted (ordinal).</summary>
    /// <param name="caps">Root of the CAPS.</param>
    public static IReadOnlyList<CapsSession> All(string caps) =>
        [.. from participant in Folders(Path.Combine(Path.GetFullPath(caps), "subjects"), "sub-*")
            from session in Folders(participant, "ses-*")
            select new CapsSession(Path.GetFileName(participant), Path.GetFileName(session))];

    private static IEnumerable<string> Folders(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern).Order(StringComparer.Ordinal) : [];
}
