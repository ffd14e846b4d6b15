using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>Finds the trained networks of a result folder, and the validation tables that weigh their slices.</summary>
internal sealed class TrainedNetworks(ResultFolder results, ICollection<Finding> findings)
{
    private readonly RecordedOptions options = results.Options;
    private readonly RunPlan? plan = results.Plan();

    /// <summary>The slice positions that were in use: from the first that was not discarded to the last that any table names; null when nothing is known.</summary>
    public SliceRange? Slices { get; private set; }

    /// <summary>Reads every fold.</summary>
    /// <param name="selections">Which of the best models are wanted.</param>
    /// <param name="warnings">Receives networks that failed in training.</param>
    /// <returns>Fold after fold, selection after selection.</returns>
    public ImmutableArray<TrainedFold> Read(ImmutableArray<Selection> selections, ICollection<string> warnings)
    {
        var folds = results.Folds();
        if (folds.IsEmpty)
        {
            findings.Add(new Finding(results.Tree.Root, null, $"no folder {results.Tree.FoldPrefix}…", "the results of a training"));
        }

        foreach (var absent in plan is null || folds.IsEmpty ? [] : plan.Folds.Select(fold => fold.Fold).Except(folds))
        {
            findings.Add(new Finding(
                results.Tree.Fold(absent), null, "no such folder", "the results of every fold of the study; a training that was interrupted has to be finished first (slice-actors resume)"));
        }

        foreach (var open in UnfinishedFolds.Of(results.Tree).Intersect(folds).Where(fold => selections.Any(selection => File.Exists(ValidationTable(fold, selection)))))
        {
            findings.Add(new Finding(
                results.Tree.Fold(open), null, "a fold whose networks are being trained further: some are done, others are as they were", "a training that is over; one that was interrupted has to be finished first (slice-actors resume)"));
        }

        var trained = ImmutableArray.CreateBuilder<TrainedFold>();
        foreach (var fold in folds)
        {
            if (HasFailed(fold, selections))
            {
                findings.Add(new Finding(
                    results.Tree.Fold(fold), null, "no network: all of this fold failed in training", "a fold with networks; train the study anew, for example with a smaller --learning_rate (slice-actors train --from)"));
                continue;
            }

            foreach (var selection in selections)
            {
                if (Validation(fold, selection) is { } validation)
                {
                    trained.Add(new TrainedFold(fold, selection, Networks(fold, selection, validation, warnings), validation));
                }
            }
        }

        if (findings.Count > 0)
        {
            // Otherwise they are read when they compute. Someone who has to mend something wants to hear of all of it now.
            foreach (var damaged in ModelFiles.Unreadable(trained.SelectMany(fold => fold.Networks).Select(network => network.ModelFile).Where(File.Exists)).ToList())
            {
                findings.Add(damaged);
            }
        }

        return trained.ToImmutable();
    }

    /// <summary>Whether a fold came to its end without a network.</summary>
    private bool HasFailed(FoldIndex fold, ImmutableArray<Selection> selections) =>
        !MissingSlices(fold).IsEmpty && selections.All(selection => !File.Exists(ValidationTable(fold, selection)));

    private string ValidationTable(FoldIndex fold, Selection selection) => Path.Combine(results.Tree.Answers(fold, selection, "validation"), "validation_slice_level_prediction.tsv");

    private SliceLevelTable? Validation(FoldIndex fold, Selection selection)
    {
        var path = ValidationTable(fold, selection);
        if (!File.Exists(path))
        {
            findings.Add(new Finding(
                path, null, "no such file", "the predictions on the validation set, which weigh the slices of the vote; a training that was interrupted has to be finished first (slice-actors resume, where it was one of this program)"));
            return null;
        }

        var table = SliceTableReader.Read(path, findings);
        if (table is { Rows.Count: 0 })
        {
            findings.Add(new Finding(path, null, "no rows", "the predictions on the validation set"));
            return null;
        }

        return table;
    }

    private ImmutableArray<(SliceRange Slices, string ModelFile)> Networks(FoldIndex fold, Selection selection, SliceLevelTable validation, ICollection<string> warnings)
    {
        var first = options.Slices.DiscardedAtBeginning;
        ImmutableArray<int> positions = [.. validation.Rows.Select(row => row.Slice.Value).Distinct().Order()];
        var missing = MissingSlices(fold);
        if (positions[0] < first)
        {
            findings.Add(new Finding(validation.Source, null, $"slice {positions[0]}", $"slices from {first} on: {results.Tree.CommandLine} says that those before were discarded"));
            return [];
        }

        if (plan is not null && Enumerable.Range(plan.Slices.First.Value, plan.Slices.Count).Except(positions).Except(missing).ToList() is { Count: > 0 } absent)
        {
            findings.Add(new Finding(
                validation.Source, null, $"no rows of {(absent.Count == 1 ? "slice" : "slices")} {string.Join(", ", absent)}", "rows of every slice of the study, except those whose networks failed in training"));
        }

        var last = Math.Max(positions[^1], missing.DefaultIfEmpty(0).Max());
        Slices = new SliceRange(new SliceIndex(first), Math.Max(Slices?.Count ?? 0, last - first + 1));
        if (!missing.IsEmpty)
        {
            warnings.Add($"Fold {fold}: networks failed in training; the vote goes without slices {string.Join(", ", missing)}.");
        }

        ImmutableArray<(SliceRange, string)> networks = options.NetworkType == NetworkType.Multicnn
            ? [.. positions.Select(slice => (new SliceRange(new SliceIndex(slice), 1), Model(fold, selection, new NetworkIndex(slice - first))))]
            : [(new SliceRange(new SliceIndex(positions[0]), positions.Length), Model(fold, selection, null))];
        return networks;
    }

    private string Model(FoldIndex fold, Selection selection, NetworkIndex? network)
    {
        var path = results.Tree.Model(new UnitId(fold, network), selection);
        if (!File.Exists(path))
        {
            findings.Add(new Finding(path, null, "no such file", "the model of a network that the tables of the training name"));
        }

        return path;
    }

    /// <summary>Slices of networks that failed in training.</summary>
    private ImmutableArray<int> MissingSlices(FoldIndex fold)
    {
        var path = Path.Combine(results.Tree.Fold(fold), "cnn_classification", "missing_slices.tsv");
        return File.Exists(path)
            ? [.. File.ReadLines(path).Skip(1).Select(line => int.TryParse(line.Split('\t')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var slice) ? slice : -1).Where(slice => slice >= 0).Order()]
            : [];
    }
}
