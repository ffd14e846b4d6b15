using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tests.Reference;

/// <summary>A fold of a run of the reference implementation, turned back into the outcomes that its networks would have reported.</summary>
internal sealed class ReferenceFold
{
    private static readonly FileDigest AnyDigest = new(0, "");
    private readonly Dictionary<(Selection, DataSubset), SliceLevelTable> tables = [];

    public ReferenceFold(string run, FoldIndex fold)
    {
        Folder = new ResultTree(run);
        Fold = fold;
        foreach (var selection in Enum.GetValues<Selection>())
        {
            foreach (var subset in Enum.GetValues<DataSubset>())
            {
                tables[(selection, subset)] = Golden.SliceTable(Path(selection, subset, "slice_level_prediction"));
            }
        }

        NetworkType = run.Contains("multicnn", StringComparison.Ordinal) ? NetworkType.Multicnn : NetworkType.Cnn;
        var slices = tables.Values.SelectMany(t => t.Rows).Select(row => row.Slice).Distinct().Order().ToList();
        Plan = MakePlan(new SliceRange(slices[0], slices.Count));
        Outcomes = [.. Plan.UnitsOf(fold, NetworkType).Select(Outcome)];
    }

    public ResultTree Folder { get; }

    public FoldIndex Fold { get; }

    public NetworkType NetworkType { get; }

    public RunPlan Plan { get; }

    public ImmutableArray<UnitPredictions> Outcomes { get; }

    public string Path(Selection selection, DataSubset subset, string table) => PathIn(Folder, selection, subset, table);

    public string PathIn(ResultTree tree, Selection selection, DataSubset subset, string table) =>
        System.IO.Path.Combine(tree.Classification(Fold, selection), $"{subset.Term()}_{table}.tsv");

    private RunPlan MakePlan(SliceRange slices)
    {
        // The reference shuffles its training rows; validation rows are in the order of the set.
        var train = Sessions(DataSubset.Train).Order().ToList();
        var validation = Sessions(DataSubset.Validation).ToList();
        ImmutableArray<PlannedImage> images = [.. train.Concat(validation).Select(s => new PlannedImage(s.Participant, s.Session, "/none"))];
        return new RunPlan(images, slices, [new FoldPlan(
            Fold,
            [.. train.Select((s, i) => new PlannedSession(i, s.Label))],
            [.. validation.Select((s, i) => new PlannedSession(train.Count + i, s.Label))],
            [])]);
    }

    private IEnumerable<(string Participant, string Session, int Label)> Sessions(DataSubset subset) =>
        tables[(Selection.BestLoss, subset)].Rows.Select(row => (row.ParticipantId, row.SessionId, row.TrueLabel!.Value)).Distinct();

    private UnitPredictions Outcome(TrainingUnit unit) => new(unit.Id, 1, [.. Enum.GetValues<Selection>().Select(selection => new SelectionOutcome(
        selection, 0, 0, 0, AnyDigest, Predictions(unit, selection, DataSubset.Train), Predictions(unit, selection, DataSubset.Validation)))]);

    private SetPredictions Predictions(TrainingUnit unit, Selection selection, DataSubset subset)
    {
        var byItem = tables[(selection, subset)].Rows.ToDictionary(row => (row.ParticipantId, row.SessionId, row.Slice));
        var rows = Plan.FoldOf(Fold).Set(subset).SelectMany(session => Enumerable.Range(0, unit.Slices.Count).Select(s =>
            byItem[(Plan.Images[session.Image].ParticipantId, Plan.Images[session.Image].SessionId, unit.Slices.At(s))])).ToList();
        var metrics = Golden.Rows(Path(selection, subset, "slice_level_metrics"))[unit.Id.Network?.Value ?? 0];
        return new SetPredictions(
            [.. rows.Select(row => row.Proba0)],
            [.. rows.Select(row => row.Proba1)],
            [.. rows.Select(row => (byte)row.PredictedLabel)],
            Golden.Number(metrics["total_loss"]));
    }
}
