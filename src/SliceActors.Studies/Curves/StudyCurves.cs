using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Curves;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.Studies.Curves;

/// <summary>Tables of ROC and precision-recall curves, made of what lies in the result folder.</summary>
public static class StudyCurves
{
    /// <summary>Writes the curves of the validation sets durably; where they are not known there is no table.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="submission">Its study, a classifier.</param>
    /// <returns>Why there is none; null when there is.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static string? WriteValidation(ResultTree tree, RunCommands.SubmitRun submission)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(submission);
        var (curves, missing) = Validation(tree, submission);
        if (curves is null)
        {
            File.Delete(tree.Curves);
            return missing;
        }

        CurveTables.Write(tree.Curves, curves);
        return null;
    }

    /// <summary>Writes the curves of a group of held-out people durably; where a class is missing there is no table.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="prefix">What the group goes by.</param>
    /// <param name="model"><c>ensemble</c>, or the fold that answered.</param>
    /// <param name="tables">Its image-level predictions, by how epochs were chosen.</param>
    /// <exception cref="BadInputException">A table is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteHeldOut(ResultTree tree, string prefix, string model, IEnumerable<(Selection Selection, string Table)> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var findings = new List<Finding>();
        var images = tables.Select(table => (table.Selection, Images: ImageTableReader.Read(table.Table, findings))).ToList();
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        List<(Selection, BandedCurve)> curves = [.. images.Select(set => (set.Selection, Curve: HeldOutCurves.Of(set.Images!.Value))).Where(set => set.Curve is not null).Select(set => (set.Selection, set.Curve!))];
        if (curves.Count == 0)
        {
            File.Delete(CurveTables.PathOf(tree, prefix));
            return;
        }

        CurveTables.Write(CurveTables.PathOf(tree, prefix), model, curves);
    }

    private static (ValidationCurves? Curves, string? Missing) Validation(ResultTree tree, RunCommands.SubmitRun submission)
    {
        try
        {
            var (state, findings) = (JournalReader.Read(tree, submission.Run).State, new List<Finding>());
            var folds = submission.Plan.Folds.Where(fold => !fold.Fold.IsVariation && state.MergedFolds.ContainsKey(fold.Fold))
                .Select(fold => (fold, (IReadOnlyCollection<UnitPredictions>)FoldOutcomes.Of(tree, state, fold.Fold, findings))).ToList();
            var curves = ValidationCurves.Of(submission.Plan, submission.Spec.NetworkType, folds);
            return findings.Count > 0
                ? (null, findings[0].ToString())
                : curves.Folds.IsEmpty ? (null, "no validation set has people of both classes and a network whose last answers are known") : (curves, null);
        }
        catch (BookkeepingException unreadable)
        {
            return (null, unreadable.Message);
        }
    }
}
