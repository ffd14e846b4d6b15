namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>A participant of a generated CAPS, with one session.</summary>
/// <param name="Number">0, 1, …</param>
/// <param name="Id"><c>sub-…</c>.</param>
/// <param name="Diagnosis"><c>AD</c> or <c>CN</c>.</param>
/// <param name="Seed">Seed of the image.</param>
internal sealed record GeneratedParticipant(int Number, string Id, string Diagnosis, ulong Seed)
{
    /// <summary>The one session.</summary>
    public const string Session = "ses-M00";
}
