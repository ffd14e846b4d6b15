using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Testing;

namespace SliceActors.Wire.Tests;

/// <summary>One of everything that is stored or sent, with the awkward values inside: NaN, no network, empty arrays.</summary>
internal static class Samples
{
    private static readonly RunId Run = new("0123456789abcdef");
    private static readonly UnitId Whole = new(new FoldIndex(1), null);
    private static readonly UnitId Network = new(new FoldIndex(0), new NetworkIndex(0));
    private static readonly Attempt Second = new(2);
    private static readonly FileDigest Digest = new(300, "00ff10");
    private static readonly EpochReport Autoencoded = new(0, 0.5, double.NaN, 0.25, double.NaN, Digest);
    private static readonly UnitAttempt Attempted = new(Run, Network, Second);

    private static readonly FoldSummary Summary = new(
        new FoldIndex(1),
        [new(Selection.BestLoss, DataSubset.Validation, new ClassificationMetrics(double.NaN, 0.5, 1, 0, 0.25, 0.75))],
        [new(10), new(12)],
        ["Network 2 is missing."]);

    private static readonly FoldSummary Scored = Summary with
    {
        Results =
        [
            Summary.Results[0] with
            {
                Probabilities = new ProbabilityMetrics(
                    new(double.NaN, double.NaN, double.NaN, 0), new(0.5, 0.25, 0.75, 999), new(0.125, 0, 0.25, 1000), new(0.0625, 0.03125, 1, 1000)),
            },
        ],
        Estimate = new FoldEstimate(
            [
                new(EstimateKind.LeavePairOut, Selection.BestBalancedAccuracy, 0.5, double.NaN, 1, 0.25, 12, 3, 7),
                FoldFigures.None(EstimateKind.LeavePairOut, Selection.BestLoss, "fewer than two people of class 0", 2),
                new(EstimateKind.LastEpoch, null, 0.75, 0.0625, 0.5, 1, 12, 0, 0) { Probabilities = new(new(0.5, 0.25), new(0.125, double.NaN), new(-1.5, 2), EstimatedFigure.None) },
            ],
            3,
            4,
            EstimateCaveats.EarlyStopping | EstimateCaveats.LeakedParticipants),
    };

    private static readonly UnitPredictions Classified = new(
        Network,
        3,
        [
            new(Selection.BestBalancedAccuracy, 1, 0.5, 0.75, Digest, new([0.25f, float.NaN], [0.75f, 0.5f], [1, 0], 1.5), new([], [], [], 0)),
            new(Selection.BestLoss, 2, 0.25, double.NaN, Digest, null, null),
        ]);

    private static readonly UnitOutcome Finished = new(Network, 3, [new(Selection.BestLoss, 2, 0.25, double.NaN, Digest)], Digest);

    private static readonly RunPlan Plan = new(
        [new("sub-01", "ses-M00", "/caps/a.nii.gz"), new("sub-02", "ses-M00", "/caps/b.pt")],
        new SliceRange(new SliceIndex(20), 2),
        [new(new FoldIndex(0), [new(0, 1)], [new(1, 0)], ["sub-01"]), new(new FoldIndex(1), [], [], [])]);

    private static readonly RunSpec Spec = TestStudy.Spec() with
    {
        Optimisation = new OptimisationSpec { Seed = -1, DataAugmentation = [Augmentation.Noise, Augmentation.Smoothing], DataAugmentationGiven = true },
    };

    private static readonly RunCommands.SubmitRun Submission = new(Run, Spec, Plan, ["00ff", "abcd"], "/results");

    private static readonly RunView View = new(
        Run,
        RunPhase.Failed,
        "/results",
        1,
        40,
        [new(new FoldIndex(0), 1, 2, 3, 4, true) { Networks = [UnitPhase.Completed, UnitPhase.Waiting] }],
        [new(Network, "node-a", 1, Autoencoded, 3, 9), new(Whole, "node-b", 0, null, 0, 0)],
        [new(Network, "no memory", FailureCause.Divergence)],
        [Summary, Scored],
        new RunEvents.RunFailed("disk full", TroubleKind.Storage),
        5)
    {
        NetworkType = NetworkType.Multicnn,
        Architecture = "resnet18",
        Epochs = 20,
    };

    /// <summary>Each event with its bytes in journals that exist.</summary>
    public static ImmutableArray<(object Event, string Manifest, string Hex)> Events { get; } =
    [
        (new RunEvents.RunSubmitted(Run, Spec, Plan, ["00ff", "abcd"], "/results"), "rs", Golden.RunSubmitted),
        (new RunEvents.RunExtended(Spec, Plan, ["00ff", "abcd"]), "re", Golden.RunExtended),
        (new RunEvents.UnitAssigned(Network, Second, "node-a"), "ua", Golden.UnitAssigned),
        (new RunEvents.EpochCompleted(Whole, Second, Autoencoded), "ec", Golden.EpochCompleted),
        (new RunEvents.EpochCompleted(Whole, Second, Autoencoded.Figures()), "ec", Golden.EpochWithoutCheckpoint),
        (new RunEvents.EpochSaved(Network, Second, 7, Digest), "es", Golden.EpochSaved),
        (new RunEvents.UnitCompleted(Second, new UnitOutcome(Network, 3, [new(Selection.BestLoss, 2, 0.25, double.NaN, Digest)], null)), "uc", Golden.UnitCompleted),
        (new RunEvents.UnitCompleted(Second, Finished), "uc", Golden.UnitCompleted + "2a0808ac02120300ff10"),
        (new RunEvents.UnitDeclined(Network, Second, "no images", TroubleKind.Storage), "ud", Golden.UnitDeclined),
        (new RunEvents.UnitFailed(Whole, Second, "no memory", FailureCause.Incident), "uf", Golden.UnitFailed),
        (new RunEvents.FoldMerged(Summary), "fm", Golden.FoldMerged),
        (new RunEvents.RunCompleted(2), "rc", Golden.RunCompleted),
        (new RunEvents.RunFailed("disk full", TroubleKind.Storage), "rf", Golden.RunFailed),
        (new RunEvents.RunCancelled(), "rx", Golden.RunCancelled),
        (new RunEvents.RunPaused(), "rw", string.Empty),
        (new RunEvents.RunResumed(true), "rr", Golden.RunResumed),
        (new RunEvents.HistoryTakenOver([new RunEvents.UnitAssigned(Network, Second, "node-a"), new RunEvents.RunResumed(true)]), "rh", Golden.HistoryTakenOver),
        (new FoldEvents.PredictionsRecorded(Classified), "pr", Golden.PredictionsRecorded),
        (new FoldEvents.VoteMerged(Summary, []), "vm", Golden.VoteMerged),
        (new FoldEvents.VoteMerged(Summary, [OutcomeKey.Of(Finished)]), "vm", Golden.VoteMerged + "1a0b0a02100010031a0300ff10"),
        (new RegistryEvents.RunOpened(Run), "ro", Golden.RunOpened),
        (new RegistryEvents.RunOpened(Run, "/results"), "ro", Golden.RunOpened + "12082f726573756c7473"),
        (new RegistryEvents.RunOpened(Run, "/results", "a1b2"), "ro", Golden.RunOpened + "12082f726573756c74731a0461316232200a"),
        (new RegistryEvents.RunClosed(Run), "rz", Golden.RunClosed),
    ];

    public static ImmutableArray<IWireMessage> Messages { get; } =
    [
        new RegistryMessages.OpenRun(Submission),
        new RegistryMessages.GoOnWithRun(Submission, true),
        new RegistryMessages.StopRun(Run),
        new RegistryMessages.GetRun(Run),
        new RegistryMessages.GetRuns(),
        new RegistryMessages.RunAccepted(Run, true),
        new RegistryMessages.Refused("no such run"),
        new RegistryMessages.RunTroubled(Run, "disk full", TroubleKind.Storage),
        new RegistryMessages.RunStands(View),
        new RegistryMessages.RunStands(View with { FirstSlice = 0, ReportMissing = "a table is odd" }),
        new RegistryMessages.RunStands(View with { Failure = null, Folds = [], Running = [], Failures = [], Merged = [] }),
        new RegistryMessages.RunStands(View with { Reconstructions = [new(new FoldIndex(0), 3, 5, 0.0125, 0.25), new(new FoldIndex(1), 0, 1, 1e-3, 2)] }),
        new RegistryMessages.RunList([new(Run, "/results", true), new(new RunId("b"), string.Empty, false)]),
        new RegistryMessages.RunList([]),
        new ClientMessages.AskVersion(),
        new ClientMessages.ClusterVersion("0.2.0"),
        new ClientMessages.ClusterVersion("0.2.0") { Settings = [new("akka.cluster.a", "4s"), new("akka.cluster.b", string.Empty)], IsMember = true },
        new ClientMessages.SubmitStudy("w", ["cnn", "caps", "--epochs", "3"], "/home"),
        new ClientMessages.ResumeStudy("w", "/results", true),
        new ClientMessages.StudyUnderCheck("node-a"),
        new ClientMessages.StudyFaulty([new Finding("a.tsv", 3, "x", "y"), new Finding("--epochs", null, "0", "at least 1")], ["mind"]),
        new ClientMessages.StudyAccepted(Run, "/results", true, ["note"]),
        new ClientMessages.GetNodes(),
        new ClientMessages.NodeList([new("node-a", "host:4054", [new SlotReport(3, Attempted), new SlotReport(0, null)], "ATen AVX2", true, [new(Run, "full disk")])]),
        new ClientMessages.HoldRun(Run),
        new ClientMessages.DrainNode("node-a"),
        new JournalMessages.TakeOverRun(Submission.Outline(), "a1b2", true, new(1, 3, [new RunEvents.RunCancelled(), new RunEvents.UnitAssigned(Whole, Second, "node-a")]), 20),
        new JournalMessages.TakeOverRun(Submission.Outline(), "a1b2", false, new(0, 1, [])),
        new JournalMessages.HandBackRun(Run, "00ffab", "/results", "a1b2", new(0, 1, [RunEvents.RunSubmitted.Of(Submission)])),
        new JournalMessages.RunHandedBack(Run, "a1b2"),
        new JournalMessages.RunHandedBack(Run, "a1b2", "a table is odd"),
        new HistoryMessages.GetEvents(Run, 7, true),
        new HistoryMessages.EventsHappened(Run, [new(8, DateTimeOffset.UnixEpoch.AddTicks(7), new RunEvents.RunCancelled()), new(9, null, new RunEvents.UnitAssigned(Whole, Second, "node-a"))], 12, true),
        new HistoryMessages.EventsHappened(Run, [], 0, false),
        new NodeMessages.NodeHello("node-a", [new SlotReport(3, Attempted), new SlotReport(0, null)]),
        new NodeMessages.NodeHello("node-b", [], 7) { Unanswered = [Attempted, Attempted with { Unit = Whole }] },
        new NodeMessages.AskHello(7),
        new NodeMessages.TrainUnit(Attempted, 2, "00ffab", "/results", [new Checkpoint(Second, 4, Digest)]),
        new NodeMessages.TrainUnit(Attempted with { Unit = Whole }, 0, "00ffab", "/results", []),
        new NodeMessages.SlotTaken(Attempted),
        new NodeMessages.StopUnits(Run),
        new NodeMessages.UnitsStopped(Run),
        new TrainerMessages.EpochFinished(Attempted, Autoencoded),
        new TrainerMessages.EpochRecorded(Attempted, 4),
        new TrainerMessages.BatchFinished(Attempted, 1, 2, 3),
        new TrainerMessages.UnitFinished(Attempted, Finished with { Unit = Attempted.Unit }),
        new TrainerMessages.UnitFinished(Attempted, Finished with { Unit = Attempted.Unit, Predictions = null }),
        new TrainerMessages.UnitBroken(Attempted, "no memory", FailureCause.Divergence),
        new TrainerMessages.UnitDeclined(Attempted, "disk full", TroubleKind.Storage),
        new TrainerMessages.UnitStopped(Attempted),
        new TrainerMessages.UnitSettled(Attempted, true),
        new TrainerMessages.UnitSettled(Attempted, false),
        new ResultMessages.PublishUnits(Run, "/results", [new SettledUnit(Whole, Second, true), new SettledUnit(Attempted.Unit, new Attempt(1), false)]),
        new ResultMessages.UnitsPublished(Run, [new SettledUnit(Whole, Second, true), new SettledUnit(Attempted.Unit, new Attempt(1), false)]),
        new ResultMessages.WriteFold(Run, "00ffab", "/results", new FoldIndex(3), [Finished, Finished with { Predictions = null }]),
        new ResultMessages.FoldWritten(Run, Summary, [OutcomeKey.Of(Finished)]),
        new ResultMessages.WriteSummary(Run, "/results", [Summary]),
        new ResultMessages.SummaryWritten(Run, FoldSummary.Digest([Summary, Scored])),
        new ResultMessages.WritingBroken(Run, "node-a", "disk full", TroubleKind.Storage),
    ];
}
