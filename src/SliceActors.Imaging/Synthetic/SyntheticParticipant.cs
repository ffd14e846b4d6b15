namespace SliceActors.Imaging.Synthetic;

/// <summary>A made-up person.</summary>
/// <param name="Id"><c>sub-…</c>.</param>
/// <param name="Diagnosis"><c>AD</c> or <c>CN</c>.</param>
/// <param name="Age">Years at the first session.</param>
/// <param name="Sex"><c>F</c> or <c>M</c>.</param>
/// <param name="Sessions">Months of the sessions, the first being 0.</param>
/// <param name="Fold">The fold that validates on this person.</param>
/// <param name="Seed">Seed of anatomy and noise.</param>
internal sealed record SyntheticParticipant(string Id, string Diagnosis, double Age, string Sex, IReadOnlyList<int> Sessions, int Fold, ulong Seed)
{
    public static string Session(int months) => FormattableString.Invariant($"ses-M{months:00}");
}
