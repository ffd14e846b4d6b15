using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Subgroups;

/// <summary>Divides sessions by what is known of them. A column that would not divide them is not there.</summary>
/// <param name="Name">The column.</param>
/// <param name="Groups">Indices of sessions by the name of their subgroup; sessions of which it is not known are in none.</param>
/// <param name="AreOtherPeople">Whether nobody has sessions in two subgroups.</param>
internal sealed record Grouping(string Name, ImmutableArray<IGrouping<string, int>> Groups, bool AreOtherPeople)
{
    /// <summary>From so many people on ages are divided in three, not in two.</summary>
    private const int ManyPeople = 60;

    /// <summary>The columns that divide sessions: sex, age, site, session.</summary>
    public static ImmutableArray<Grouping> Of(ImmutableArray<ImageLevelRow> images, ImageCovariates covariates)
    {
        (string Name, Func<int, string?> Group)[] columns =
        [
            ("sex", i => covariates.Sexes is null || double.IsNaN(covariates.Sexes[i]) ? null : covariates.Sexes[i] == 1 ? "M" : "F"),
            ("age", covariates.Ages is null ? _ => null : Bands(images, covariates.Ages)),
            ("site", i => covariates.Sites?[i] is { Length: > 0 } site ? site : null),
            ("session", i => images[i].SessionId),
        ];
        return
        [
            .. from column in columns
               let parts = Enumerable.Range(0, images.Length).Where(i => column.Group(i) is not null).GroupBy(i => column.Group(i)!).OrderBy(part => part.Key, StringComparer.Ordinal).ToImmutableArray()
               where parts.Length > 1
               let people = parts.Select(part => part.Select(i => images[i].ParticipantId).ToHashSet(StringComparer.Ordinal)).ToList()
               select new Grouping(column.Name, parts, people.Sum(part => part.Count) == people.SelectMany(part => part).Distinct(StringComparer.Ordinal).Count()),
        ];
    }

    // By the age at the first session, so that nobody is in two bands.
    private static Func<int, string?> Bands(ImmutableArray<ImageLevelRow> images, double[] ages)
    {
        var first = Enumerable.Range(0, images.Length).Where(i => !double.IsNaN(ages[i]))
            .GroupBy(i => images[i].ParticipantId, StringComparer.Ordinal).ToDictionary(person => person.Key, person => person.Min(i => ages[i]), StringComparer.Ordinal);
        double[] sorted = [.. first.Values.Order()];
        var bands = sorted.Length < ManyPeople ? 2 : 3;
        double[] starts = [.. Enumerable.Range(1, bands - 1).Select(band => sorted.Length == 0 ? 0 : sorted[band * sorted.Length / bands])];
        var members = sorted.ToLookup(Band);
        return i => first.TryGetValue(images[i].ParticipantId, out var age) ? Name([.. members[Band(age)]]) : null;

        int Band(double age) => starts.Count(start => age >= start);

        static string Name(double[] band) => string.Create(CultureInfo.InvariantCulture, $"{band[0]:0.#} to {band[^1]:0.#}");
    }
}
