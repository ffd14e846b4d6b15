using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tables;

/// <summary><c>sets.tsv</c>: how many people and sessions of each class are in the sets of each fold, and their age and sex where the label tables have them.</summary>
public static class SetTable
{
    /// <summary>Writes the table durably. A person's age is that of the first session in the set.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="covariates">Age and sex of the images; null where they are not known.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, RunPlan plan, ImageCovariates? covariates)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(plan);
        DurableFile.Write(tree.Sets, stream =>
        {
            using var table = new TsvWriter(
                stream, "fold", "set", "class", "participants", "sessions", "participants_with_age", "age_mean", "age_standard_deviation", "age_least", "age_most", "women", "men");
            foreach (var (fold, subset) in from fold in plan.Folds from subset in Enum.GetValues<DataSubset>() select (fold, subset))
            {
                foreach (var sessions in fold.Set(subset).GroupBy(session => session.Label).OrderBy(sessions => sessions.Key))
                {
                    int[] people = [.. sessions.Select(session => session.Image).GroupBy(image => plan.Images[image].ParticipantId, StringComparer.Ordinal).Select(images => images.First())];
                    table.Cell(fold.Fold.Value).Cell(subset.Term()).Cell(sessions.Key).Cell(people.Length).Cell(sessions.Count());
                    Ages(table, [.. people.Select(image => covariates?.Ages?[image] ?? double.NaN).Where(double.IsFinite)]);
                    table.Cell(Count(people, covariates, 0)).Cell(Count(people, covariates, 1)).EndRow();
                }
            }
        });
    }

    private static void Ages(TsvWriter table, double[] ages)
    {
        var mean = ages.Length == 0 ? double.NaN : ages.Average();
        var deviation = ages.Length < 2 ? double.NaN : Math.Sqrt(ages.Sum(age => (age - mean) * (age - mean)) / (ages.Length - 1));
        table.Cell(ages.Length).Cell(mean).Cell(deviation).Cell(ages.DefaultIfEmpty(double.NaN).Min()).Cell(ages.DefaultIfEmpty(double.NaN).Max());
    }

    private static int? Count(int[] people, ImageCovariates? covariates, double sex) => covariates?.Sexes is { } sexes ? people.Count(image => sexes[image] == sex) : null;
}
