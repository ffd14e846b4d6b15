using System.Collections.Immutable;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>
/// How MCI and its sub-categories share participants: whoever is in <c>sMCI</c> or <c>pMCI</c> goes where that label went, so that nobody who tests one
/// of them trains MCI; the others of MCI are divided by themselves.
/// </summary>
internal static class MciTreatment
{
    private const string Mci = "MCI";
    private static readonly string[] SubCategories = ["sMCI", "pMCI"];

    /// <summary>Whether a label is MCI or one of its sub-categories.</summary>
    public static bool IsFamily(string label) => label == Mci || SubCategories.Contains(label, StringComparer.Ordinal);

    /// <summary>Divides the participants of each label, MCI last.</summary>
    /// <typeparam name="TDivision">What dividing a label gives.</typeparam>
    /// <param name="lists">The labels.</param>
    /// <param name="special">Whether MCI is treated specially.</param>
    /// <param name="divide">Divides the members of a label; also given what the sub-categories got, when the label is MCI and treated specially.</param>
    /// <returns>The divisions by label, in the order of the labels.</returns>
    public static IReadOnlyList<(LabelList List, TDivision Division)> Divide<TDivision>(
        IReadOnlyList<LabelList> lists, bool special, Func<LabelList, ImmutableArray<Member>, IReadOnlyList<TDivision>, TDivision> divide)
    {
        var isSpecial = special && lists.Any(list => SubCategories.Contains(list.Label, StringComparer.Ordinal));
        var divided = new Dictionary<string, TDivision>(StringComparer.Ordinal);
        foreach (var list in lists.Where(list => !(isSpecial && list.Label == Mci)))
        {
            divided[list.Label] = divide(list, Members(list, []), []);
        }

        if (isSpecial && lists.FirstOrDefault(list => list.Label == Mci) is { } mci)
        {
            var subCategories = SubCategories.SelectMany(label => lists.Where(list => list.Label == label)).ToList();
            divided[Mci] = divide(mci, Members(mci, subCategories), [.. subCategories.Select(list => divided[list.Label])]);
        }

        return [.. lists.Select(list => (list, divided[list.Label]))];
    }

    private static ImmutableArray<Member> Members(LabelList list, IReadOnlyList<LabelList> except) =>
        [.. list.Baselines.Where(baseline => !except.Any(other => other.Has(baseline.ParticipantId))).Select(baseline => new Member(list, baseline))];
}
