using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.Runs.Tests.Support;

/// <summary>A small study and the words to tell its story with.</summary>
internal static class Study
{
    public static readonly RunId Run = new("0123456789abcdef");

    public static readonly RunId OtherRun = new("fedcba9876543210");

    public static RunSpec Spec() => new()
    {
        NetworkType = NetworkType.Multicnn,
        Data = new DataSpec
        {
            CapsDirectory = "/data/caps",
            Preprocessing = Preprocessing.T1Linear,
            TsvPath = "/data/labels/train",
            Diagnoses = ["AD", "CN"],
            LabelCode = ImmutableSortedDictionary<string, int>.Empty.Add("sMCI", 0).Add("pMCI", 1),
            NSplits = 2,
            Split = [0, 1],
        },
        Network = new NetworkSpec { Architecture = "resnet18", Weights = WeightsKind.None, Trainable = TrainableLayers.All, Dropout = 0.25 },
        Optimisation = new OptimisationSpec { Seed = 42, DataAugmentation = [Augmentation.Noise, Augmentation.CropPad], DataAugmentationGiven = true },
    };

    public static RunPlan Plan(int folds = 1, int slices = 2) => new(
        [new PlannedImage("sub-01", "ses-M00", "/data/a.nii"), new PlannedImage("sub-02", "ses-M00", "/data/b.nii")],
        new SliceRange(new SliceIndex(20), slices),
        [.. Enumerable.Range(0, folds).Select(fold => new FoldPlan(new FoldIndex(fold), [new PlannedSession(0, 0)], [new PlannedSession(1, 1)], []))]);

    public static SubmitRun Submit(RunPlan plan, RunId run) =>
        new(run, Spec(), plan, ["aa", "bb"], "/data/results");

    public static ExtendRun Extend(RunSpec spec, RunPlan? plan = null) => new(spec, plan ?? Plan(), ["aa", "bb"]);

    public static RunSubmitted Submitted(RunPlan plan) => new(Run, Spec(), plan, ["aa", "bb"], "/data/results");

    public static UnitId Unit(int network, int fold = 0) => new(new FoldIndex(fold), new NetworkIndex(network));

    public static EpochReport Epoch(int epoch, double validationLoss = 0.5) =>
        new(epoch, 0.6, 0.7, validationLoss, double.NaN, new FileDigest(100 + epoch, "c0ffee"));

    public static ImmutableArray<BestEpoch> Best(int epoch = 0) => [new(Selection.BestLoss, epoch, 0.5, 0.75, new FileDigest(100, "c0ffee"))];

    public static FoldSummary Summary(int fold = 0, params SliceIndex[] missing) => new(new FoldIndex(fold), [], [.. missing], []);

    public static UnitAssigned Assigned(UnitId unit, int attempt = 1, string node = "node-a") => new(unit, new Attempt(attempt), node);

    public static UnitOutcome Outcome(UnitId unit) => new(unit, 1, Best(), new FileDigest(10, "beef"));

    public static CompleteUnit Complete(UnitId unit, int attempt = 1) => new(new Attempt(attempt), Outcome(unit));

    public static UnitCompleted Completed(UnitId unit, int attempt = 1) => new(new Attempt(attempt), Outcome(unit));

    public static UnitDeclined Declined(UnitId unit, int attempt = 1) => new(unit, new Attempt(attempt), "The images cannot be read.", TroubleKind.Storage);

    public static UnitFailed Failed(UnitId unit, int attempt = 1) => new(unit, new Attempt(attempt), "The loss became NaN.", FailureCause.Divergence);

    /// <summary>The state after a submission (one fold, two networks) and what happened then.</summary>
    public static RunState After(params IRunEvent[] events) => RunState.Empty.Apply(Submitted(Plan())).Then(events);

    /// <summary>The state after more events.</summary>
    public static RunState Then(this RunState state, params IEnumerable<IRunEvent> events) =>
        events.Aggregate(state, (known, happened) => known.Apply(happened));
}
