namespace SliceActors.Cohorts.TsvTool;

/// <summary>Who a tool has put into a set, of one label.</summary>
/// <param name="Fold">The fold; null for a single split.</param>
/// <param name="Label">The label.</param>
/// <param name="Set">Name of the set.</param>
/// <param name="Participants">Number of participants.</param>
/// <param name="Ages">Those of the participants whose age at baseline is known, in years.</param>
/// <param name="Women">Participants whose sex is F.</param>
/// <param name="Men">Participants whose sex is M.</param>
public sealed record SetSummary(int? Fold, string Label, string Set, int Participants, IReadOnlyList<double> Ages, int Women, int Men)
{
    /// <summary>Mean of the ages that are known; NaN when none is.</summary>
    public double MeanAge => Ages.Count == 0 ? double.NaN : Ages.Average();

    /// <summary>Standard deviation of the ages that are known, that of a sample; NaN of fewer than two.</summary>
    public double SdAge => Ages.Count < 2 ? double.NaN : Math.Sqrt(Ages.Sum(age => (age - MeanAge) * (age - MeanAge)) / (Ages.Count - 1));

    /// <summary>Sums a set up.</summary>
    /// <param name="fold">The fold; null for a single split.</param>
    /// <param name="label">The label.</param>
    /// <param name="set">Name of the set.</param>
    /// <param name="members">Who is in it. An age or sex that is none counts as not known: nothing is balanced by it here.</param>
    internal static SetSummary Of(int? fold, string label, string set, IReadOnlyList<Member> members)
    {
        var demographics = Demographics.Of(members, []);
        var sexes = demographics.Sexes ?? [];
        return new SetSummary(
            fold,
            label,
            set,
            members.Count,
            [.. (demographics.Ages ?? []).Where(double.IsFinite)],
            sexes.Count(sex => sex == Sex.Female),
            sexes.Count(sex => sex == Sex.Male));
    }
}
