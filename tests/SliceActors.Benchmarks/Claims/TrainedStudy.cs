using System.Collections.Immutable;
using SliceActors.Benchmarks.Measuring;
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
/// <param name="network">What was trained.</param>
/// <param name="tree">Its results.</param>
internal sealed class TrainedStudy(string network, ResultTree tree)
{
    private const string Discarded = "24";
    private const int PerClass = 20;

    /// <summary>Small networks of the sample plugin: one learns wholly, of the other only the tail.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["glance", "glance_tail"];

    /// <summary>What was trained.</summary>
    public string Network => network;

    /// <summary>Makes heads again and again, and trains each network on them.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="count">How often heads are made.</param>
    /// <param name="effect">How much they differ.</param>
    public static IEnumerable<TrainedStudy> Train(Workspace workspace, int count, double effect)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            Report.Note($"study {seed} of {count}, effect {effect}");
            var heads = Heads.Generate(workspace, PerClass, effect, seed);
            foreach (var network in Networks)
            {
                yield return Train(workspace, heads, network);
            }
        }
    }

    /// <summary>A figure of a study.</summary>
    /// <param name="study">All that may be claimed of it.</param>
    /// <param name="kind">Which claim.</param>
    /// <param name="selection">By which epochs; null for the last ones.</param>
    /// <param name="isAuc">The area under the curve, or the balanced accuracy.</param>
    public static double Figure(ImmutableArray<RunEstimate> study, EstimateKind kind, Selection? selection, bool isAuc)
    {
        var figures = study.Single(estimate => estimate.Kind == kind && estimate.Selection == selection).Figures;
        return isAuc ? figures.Auc.Value : figures.BalancedAccuracy.Value;
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

    private static TrainedStudy Train(Workspace workspace, Heads heads, string network)
    {
        var results = workspace.NewFolder("claims");
        SliceActorsProcess.Run(
            "train", "slice", "multicnn", heads.Caps, "t1-linear", heads.Labels, results, network, "--plugin", SamplePlugin.File, "--n_splits", "2", "--epochs", "10", "--batch_size", "4",
            "--learning_rate", "0.01", "--slice_direction", "axial", "--discarded_slices", Discarded, Discarded, "--seed", "1", "--use_cpu", "--quiet", "--cache_dir", heads.Cache);
        return new TrainedStudy(network, new ResultTree(results));
    }

    private static ImmutableArray<Scoring.Rows.ImageLevelRow> Rows(string table)
    {
        var findings = new List<Finding>();
        return ImageTableReader.Read(table, findings) ?? throw new BadInputException(findings);
    }
}
