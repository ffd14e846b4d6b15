using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Estimates;

/// <summary>A fold whose networks answered whatever a test likes after every epoch.</summary>
/// <param name="NetworkType"><c>cnn</c>: one network for all slices.</param>
/// <param name="Participants">Participant of each validation session.</param>
/// <param name="Labels">Its class.</param>
/// <param name="Probabilities">Probability of class 1 by slice, epoch and session; networks of <c>multicnn</c> may differ in their epochs.</param>
internal sealed record MadeUpFold(NetworkType NetworkType, int[] Participants, int[] Labels, float[][][] Probabilities)
{
    public static readonly FoldIndex Fold = new(0);

    /// <summary>The fold of seven people with one session each, three slices and two epochs whose figures were worked out with fractions.</summary>
    public static MadeUpFold Vector(NetworkType networkType = NetworkType.Multicnn) => new(
        networkType,
        [0, 1, 2, 3, 4, 5, 6],
        [1, 1, 1, 0, 0, 0, 0],
        [
            [[.46f, .55f, .79f, .33f, .56f, .40f, .68f], [.53f, .29f, .51f, .32f, .18f, .23f, .39f]],
            [[.16f, .69f, .71f, .16f, .52f, .45f, .43f], [.20f, .81f, .36f, .80f, .43f, .30f, .33f]],
            [[.32f, .71f, .73f, .72f, .34f, .36f, .53f], [.65f, .64f, .74f, .69f, .51f, .63f, .69f]],
        ]);

    public RunPlan Plan => new(
        [.. Labels.Select((_, session) => new PlannedImage($"sub-{Participants[session]:00}", $"ses-M{session:00}", "/none"))],
        new SliceRange(new SliceIndex(40), Probabilities.Length),
        [new FoldPlan(Fold, [.. Sessions], [.. Sessions], [])]);

    public ValidationAnswers Answers => new(
        [.. Labels.Select((label, session) => new ScoredSession($"sub-{Participants[session]:00}", $"ses-M{session:00}", label))],
        Networks.Select(network => (network.Length, network[0].Length, ByEpoch(network))));

    private IEnumerable<PlannedSession> Sessions => Labels.Select((label, session) => new PlannedSession(session, label));

    private float[][][][] Networks => NetworkType == NetworkType.Cnn ? [Probabilities] : [.. Probabilities.Select(slice => new[] { slice })];

    public ImmutableArray<UnitPredictions> Outcomes()
    {
        var units = Plan.UnitsOf(Fold, NetworkType).ToList();
        return [.. Networks.Select((network, n) => new UnitPredictions(units[n].Id, network[0].Length, [.. Enum.GetValues<Selection>().Select(selection => Selected(network, selection))])
        {
            ValidationByEpoch = ByEpoch(network),
        })];
    }

    /// <summary>The estimate of the whole fold, its documented figures from the vote itself.</summary>
    public FoldEstimate Estimate(VoteSpec vote, Func<ImmutableArray<UnitPredictions>, ImmutableArray<UnitPredictions>>? change = null, OptimisationSpec? optimisation = null)
    {
        var outcomes = change is null ? Outcomes() : change(Outcomes());
        var spec = new RunSpec
        {
            NetworkType = NetworkType,
            Vote = vote,
            Data = new DataSpec { CapsDirectory = "/caps", TsvPath = "/labels", Preprocessing = Preprocessing.T1Linear, Diagnoses = ["AD", "CN"] },
            Network = new NetworkSpec { Architecture = "none", Weights = WeightsKind.None, Trainable = TrainableLayers.All },
            Optimisation = optimisation ?? new OptimisationSpec { Seed = 1 },
        };
        var result = FoldMerge.Merge(Plan, Fold, NetworkType, vote, 1, outcomes);
        return FoldEstimates.Of(Plan, spec, result, outcomes)!;
    }

    /// <summary>The documented vote alone, without the intervals of its tables.</summary>
    public PairMatrix Vote(VoteSpec vote, Selection selection)
    {
        var table = new SliceLevelTable("made up", [.. Outcomes().SelectMany((outcome, network) => Enumerable.Range(0, Labels.Length).Select(session => Row(outcome, network, session, selection)))]);
        var images = SliceVote.Of(table, table, vote).Images.ToDictionary(image => image.SessionId);
        return PairMatrix.Of(Answers.People, [.. Labels.Select((_, session) => images[$"ses-M{session:00}"].Proba1)]);
    }

    private static ImmutableArray<float> ByEpoch(float[][][] network) =>
    [
        .. from epoch in Enumerable.Range(0, network[0].Length)
           from session in Enumerable.Range(0, network[0][0].Length)
           from slice in network
           from label in (int[])[0, 1]
           select label == 1 ? slice[epoch][session] : 1 - slice[epoch][session],
    ];

    private SliceLevelRow Row(UnitPredictions outcome, int network, int session, Selection selection)
    {
        var answers = outcome.Selections.Single(best => best.Selection == selection).Validation!;
        return new SliceLevelRow(
            $"sub-{Participants[session]:00}", $"ses-M{session:00}", new SliceIndex(network), Labels[session], answers.PredictedLabel[session], answers.Proba0[session], answers.Proba1[session]);
    }

    private SelectionOutcome Selected(float[][][] network, Selection selection)
    {
        var numbers = Enumerable.Range(0, network[0].Length).Where(epoch => network.All(slice => !slice[epoch].Any(float.IsNaN))).ToList();
        var epoch = selection == Selection.BestLoss ? numbers.MinBy(e => Loss(network, e)) : numbers.MaxBy(e => Accuracy(network, e));
        ImmutableArray<float> proba1 = [.. Labels.SelectMany((_, session) => network.Select(slice => slice[epoch][session]))];
        var predictions = new SetPredictions([.. proba1.Select(p => 1 - p)], proba1, [.. proba1.Select(p => (byte)(p > 1 - p ? 1 : 0))], 1);
        return new SelectionOutcome(selection, epoch, 0.5, 0.5, new FileDigest(1, "00"), predictions, predictions);
    }

    private double Loss(float[][][] network, int epoch) =>
        Labels.Select((label, session) => network.Sum(slice => -Math.Log(label == 1 ? slice[epoch][session] : 1 - slice[epoch][session]))).Average();

    private double Accuracy(float[][][] network, int epoch) => ((int[])[0, 1]).Average(label =>
        Labels.Index().Where(session => session.Item == label).SelectMany(session => network.Select(slice => slice[epoch][session.Index] > 0.5f == (label == 1) ? 1.0 : 0)).DefaultIfEmpty(0).Average());
}
