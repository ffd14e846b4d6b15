using System.Collections.Immutable;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Subgroups;

/// <summary>For whom predictions fail.</summary>
/// <param name="Subgroups">The subgroups, column after column.</param>
/// <param name="Tests">A test for each column whose subgroups have no person in common.</param>
/// <param name="Confounds">What else the answer may follow.</param>
/// <param name="Answers">Every session, as far from the truth as can be first.</param>
public sealed record SubgroupReport(
    ImmutableArray<Subgroup> Subgroups, ImmutableArray<SubgroupTest> Tests, ImmutableArray<Confound> Confounds, ImmutableArray<PersonalAnswer> Answers)
{
    /// <summary>Looks at the predictions of one vote.</summary>
    /// <param name="images">Its image-level predictions, with labels.</param>
    /// <param name="covariates">Of the person on each image, in the same order.</param>
    /// <param name="folds">Image-level and slice-level predictions of each fold.</param>
    public static SubgroupReport Of(ImmutableArray<ImageLevelRow> images, ImageCovariates covariates, IReadOnlyList<(ImmutableArray<ImageLevelRow> Images, IReadOnlyList<SliceLevelRow> Slices)> folds)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        ArgumentNullException.ThrowIfNull(folds);
        return Of(images, new int[images.Length], covariates, PersonalAnswers.Of(images, folds));
    }

    /// <summary>Looks at the people of the validation sets of a study, each answered by the last epoch of the networks that did not learn from them.</summary>
    /// <param name="answers">The answers of each fold; the number names the fold.</param>
    /// <param name="covariates">Of the person of each answer, in the same order.</param>
    /// <param name="repeats">Answers of the same folds trained with other seeds.</param>
    public static SubgroupReport OfValidation(ImmutableArray<(int Fold, LastEpochRow Row)> answers, ImageCovariates covariates, IReadOnlyList<LastEpochRow> repeats)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        ArgumentNullException.ThrowIfNull(repeats);
        return Of([.. answers.Select(answer => answer.Row.Image)], [.. answers.Select(answer => answer.Fold)], covariates, PersonalAnswers.OfValidation([.. answers.Select(answer => answer.Row)], repeats));
    }

    private static SubgroupReport Of(ImmutableArray<ImageLevelRow> images, int[] folds, ImageCovariates covariates, ImmutableArray<PersonalAnswer> answers)
    {
        var grouped = Grouping.Of(images, covariates);
        ImmutableArray<Subgroup> subgroups =
            [.. grouped.SelectMany(column => column.Groups.Select(part => new Subgroup(column.Name, part.Key, HeldOutFigures.Of([.. part.Select(i => images[i])], [.. part.Select(i => folds[i])]))))];
        return new SubgroupReport(
            subgroups,
            [.. grouped.Where(column => column.AreOtherPeople).Select(column => Differences.Test(column.Name, [.. subgroups.Where(subgroup => subgroup.Column == column.Name)]))],
            ConfoundCheck.Of(images, folds, covariates),
            answers);
    }
}
