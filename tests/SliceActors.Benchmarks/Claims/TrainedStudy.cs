using System.Collections.Immutable;
using SliceActors.Benchmarks.Programs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Learning.Checkpoints;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.Benchmarks.Claims;

/// <summary>A study that the program trained: a multicnn of twelve axial slices in two folds.</summary>
/// <param name="tree">Its results.</param>
internal sealed class TrainedStudy(ResultTree tree)
{
    private const string Discarded = "24";

    private static readonly string Plugin = Path.Combine(
        AppContext.BaseDirectory.Replace("SliceActors.Benchmarks", "SliceActors.SamplePlugin", StringComparison.Ordinal), "SliceActors.SamplePlugin.dll");

    /// <summary>Trains it.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="heads">Its images.</param>
    /// <param name="network">A network of the sample plugin.</param>
    public static TrainedStudy Train(Workspace workspace, Heads heads, string network)
    {
        var results = workspace.NewFolder("claims");
        SliceActorsProcess.Run(
            "train", "slice", "multicnn", heads.Caps, "t1-linear", heads.Labels, results, network, "--plugin", Plugin, "--n_splits", "2", "--epochs", "10", "--batch_size", "4",
            "--learning_rate", "0.01", "--slice_direction", "axial", "--discarded_slices", Discarded, Discarded, "--seed", "1", "--use_cpu", "--quiet", "--cache_dir", heads.Cache);
        return new TrainedStudy(new ResultTree(results));
    }

    /// <summary>What may be claimed of it if its vote had another threshold: networks do not depend on it.</summary>
    /// <param name="threshold">Balanced accuracy that a slice has to pass.</param>
    public ImmutableArray<RunEstimate> Estimates(double threshold)
    {
        var submission = SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree));
        var spec = submission.Spec with { Vote = submission.Spec.Vote with { SelectionThreshold = threshold } };
        var state = JournalReader.Read(tree, submission.Run).State;
        return RunEstimate.All(submission.Plan.Folds.Select(fold =>
        {
            ImmutableArray<UnitPredictions> outcomes = [.. state.UnitsOf(fold.Fold).Select(unit => PredictionsFile.Read(tree.Predictions(unit.Unit.Id), unit.Outcome!))];
            var result = FoldMerge.Merge(submission.Plan, fold.Fold, spec.NetworkType, spec.Vote, spec.Optimisation.Seed, outcomes);
            return result.Summary with { Estimate = FoldEstimates.Of(submission.Plan, spec, result, outcomes) };
        }));
    }

    /// <summary>How good the votes of its folds are on people whom nobody has seen: the mean over the folds.</summary>
    /// <param name="fresh">Many such people.</param>
    public IReadOnlyDictionary<Selection, (double Auc, double BalancedAccuracy)> On(Heads fresh)
    {
        SliceActorsProcess.Run("predict", tree.Root, fresh.Caps, fresh.Labels, "fresh", "--use_cpu", "--quiet", "--cache_dir", fresh.Cache);
        var folds = SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree)).Plan.Folds;
        return Enum.GetValues<Selection>().ToDictionary(selection => selection, selection =>
        {
            var figures = folds.Select(fold => HeldOutFigures.Of(Rows(Path.Combine(tree.Classification(fold.Fold, selection), "fresh_image_level_prediction.tsv"))).Figures).ToList();
            return (figures.Average(fold => fold.Auc.Value), figures.Average(fold => fold.BalancedAccuracy.Value));
        });
    }

    private static ImmutableArray<Scoring.Rows.ImageLevelRow> Rows(string table)
    {
        var findings = new List<Finding>();
        return ImageTableReader.Read(table, findings) ?? throw new BadInputException(findings);
    }
}
