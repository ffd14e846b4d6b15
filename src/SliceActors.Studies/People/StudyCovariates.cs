using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Studies.People;

/// <summary>What the label tables of a study say of its people beside the label.</summary>
public static class StudyCovariates
{
    /// <summary>The reason where the tables can be read but say nothing.</summary>
    internal const string NoColumns = "the tables have no age, sex or site";

    /// <summary>Reads age, sex and site of each image.</summary>
    /// <param name="spec">Where the tables are.</param>
    /// <param name="plan">The images.</param>
    /// <param name="findings">Receives cells that are no age or sex; they count as not known.</param>
    /// <returns>Null with a reason when no table says anything about anybody.</returns>
    public static (ImageCovariates? Covariates, string Reason) Of(RunSpec spec, RunPlan plan, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(plan);
        var (rows, reason) = ListedImages.Of(spec, plan);
        if (rows is null)
        {
            return (null, reason);
        }

        var known = Covariates.Read(rows, findings);
        return known is { Ages: null, Sexes: null, Sites: null }
            ? (null, NoColumns)
            : (new ImageCovariates(known.Ages, known.Sexes, known.Sites), string.Empty);
    }
}
