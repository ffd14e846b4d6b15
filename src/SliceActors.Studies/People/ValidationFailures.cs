using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Subgroups;
using SliceActors.Scoring.Tables;

namespace SliceActors.Studies.People;

/// <summary>Writes for whom the networks of a study fail among the people of its validation sets.</summary>
public static class ValidationFailures
{
    /// <summary>
    /// Writes the tables durably; none where no fold says what its last epoch answered, as that of an autoencoder. Where the label tables cannot be read any more, tables that are there stay.
    /// </summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="submission">The study.</param>
    /// <param name="folds">Its merged folds, without those that were trained once more.</param>
    /// <exception cref="BadInputException">The table of a fold is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, RunCommands.SubmitRun submission, IReadOnlyCollection<FoldSummary> folds)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(submission);
        var plan = submission.Plan;
        var answers = folds.Select(fold => fold.Fold).Order().SelectMany(fold => Answers(tree, plan, fold)).ToList();
        if (answers.Count == 0)
        {
            return;
        }

        // Cells that are no age or sex are not known, of these people only: the check of the study has said which.
        var (covariates, reason) = StudyCovariates.Of(submission.Spec, plan, []);
        if (covariates is null && reason != StudyCovariates.NoColumns && SubgroupTables.Files(tree, ValidationSubgroupTables.Prefix).All(File.Exists))
        {
            return;
        }

        var known = covariates is null ? new ImageCovariates(null, null, null) : covariates.At([.. answers.Select(answer => answer.Image)]);
        var repeats = plan.Variations.Where(variation => variation.Kind == VariationKind.Repeat).SelectMany(variation => Answers(tree, plan, variation.Fold));
        var report = SubgroupReport.OfValidation([.. answers.Select(answer => (answer.Fold.Value, answer.Row))], known, [.. repeats.Select(answer => answer.Row)]);
        ValidationSubgroupTables.Write(tree, report, [.. EstimateNotes.Of(RunEstimate.Of(EstimateKind.LastEpoch, null, [.. folds.OrderBy(fold => fold.Fold)]))]);
    }

    private static IEnumerable<(FoldIndex Fold, int Image, LastEpochRow Row)> Answers(ResultTree tree, RunPlan plan, FoldIndex fold) => File.Exists(tree.LastEpochOf(fold))
        ? plan.FoldOf(fold).Validation.Zip(LastEpochTable.Read(tree.LastEpochOf(fold)), (session, row) => (fold, session.Image, row))
        : [];
}
