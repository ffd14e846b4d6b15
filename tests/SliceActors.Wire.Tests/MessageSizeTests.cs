using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Wire.Tests;

/// <summary>Messages about large studies.</summary>
public sealed class MessageSizeTests
{
    private const int Folds = 5;
    private const int Networks = 168;
    private const int Usual = 200_000;

    private static readonly RunId Run = new("0123456789abcdef");
    private static readonly string Folder = "/" + string.Join('/', Enumerable.Repeat(new string('d', 60), 8));
    private static readonly FileDigest Digest = new(123_456_789, new string('a', 64));
    private static readonly UnitId[] Units = [.. Enumerable.Range(0, Folds).SelectMany(fold => Enumerable.Range(0, Networks).Select(network => new UnitId(new FoldIndex(fold), new NetworkIndex(network))))];

    public static TheoryData<string> Usuals => [.. UsualMessages().Select(message => message.GetType().Name)];

    [Theory]
    [MemberData(nameof(Usuals))]
    public void What_is_said_of_five_folds_of_168_networks_is_far_below_what_a_message_may_have(string type)
    {
        var message = UsualMessages().Single(message => message.GetType().Name == type);
        Assert.InRange(MessageSize.Of(message), 0, Usual);
        Assert.Same(message, MessageSize.Fitted(message));
    }

    [Fact]
    public void Ten_thousand_findings_are_as_many_as_fit_and_the_number_of_the_others()
    {
        var findings = Enumerable.Range(0, 10_000).Select(line => new Finding($"{Folder}/participants.tsv", line + 2, $"'{new string('ä', 40)}'", "one of AD, CN")).ToList();
        var warnings = Enumerable.Repeat(new string('w', 1000), 3_000).ToList();

        var fitted = Assert.IsType<StudyFaulty>(MessageSize.Fitted(new StudyFaulty([.. findings], [.. warnings])));

        Assert.InRange(MessageSize.Of(fitted), MessageSize.Most / 2, MessageSize.Most);
        var (named, last) = (fitted.Findings[..^1], fitted.Findings[^1]);
        Assert.Equal(findings.Take(named.Length), named);
        Assert.Equal($"{findings.Count - named.Length} more findings, which do not fit into a message", last.Found);
        Assert.Equal($"{warnings.Count - fitted.Warnings.Length + 1} more warnings do not fit into a message.", fitted.Warnings[^1]);
    }

    [Fact]
    public void When_every_network_has_failed_with_many_words_the_beginning_of_each_reason_is_told()
    {
        var reason = new string('ü', 4000);

        var fitted = Assert.IsType<RunStands>(MessageSize.Fitted(new RunStands(View() with { Failures = [.. Units.Select(unit => new UnitFailure(unit, reason, FailureCause.Incident))] })));

        Assert.Equal(Units, fitted.View.Failures.Select(failure => failure.Unit));
        Assert.All(fitted.View.Failures, failure => Assert.Matches("^ü+ … \\([0-9]+ more characters\\)$", failure.Reason));
    }

    [Fact]
    public void What_as_many_folds_as_may_be_trained_once_more_say_of_themselves_fits_into_a_message()
    {
        const string Missing = "a network has no epoch whose predictions are numbers";
        FoldFigures[] figures =
        [
            .. Enum.GetValues<Selection>().Select(selection => new FoldFigures(EstimateKind.LeavePairOut, selection, 0.123, 0.123, 0.123, 0.123, 100_000, 100_000, 100_000, Missing)),
        ];
        var folds = Enumerable.Range(FoldIndex.FirstVariation, FoldVariations.Most).Select(fold => new FoldSummary(new FoldIndex(fold), [], [], [])
        {
            Estimate = new FoldEstimate([.. figures], 1000, 1000, EstimateCaveats.None),
        });

        Assert.InRange(MessageSize.Of(new ResultMessages.WriteSummary(Run, Folder, [.. folds])), 0, MessageSize.Most);
    }

    [Fact]
    public void What_cannot_be_shortened_is_refused_with_its_size()
    {
        var runs = new RunList([.. Enumerable.Range(0, 10_000).Select(_ => new RunEntry(Run, Folder, true))]);

        var refused = Assert.IsType<Refused>(MessageSize.Fitted(runs));

        Assert.StartsWith($"The list of all runs has {MessageSize.Of(runs)} bytes, and a message at most {MessageSize.Most}: ", refused.Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<IWireMessage> UsualMessages() =>
    [
        new RunStands(View() with { Running = [.. Units.Select(unit => new RunningUnit(unit, new string('n', 64), 1, new EpochReport(999, 0.5, 0.5, 0.5, 0.5, Digest), 3, 9))] }),
        new ResultMessages.PublishUnits(Run, Folder, [.. Units.Select(unit => new SettledUnit(unit, new Attempt(99), true))]),
        new ResultMessages.WriteFold(Run, Digest.Sha256, Folder, Units[0].Fold, [.. Units.Take(Networks).Select(unit => new UnitOutcome(unit, 1000, [new(Selection.BestBalancedAccuracy, 999, 0.5, 0.5, Digest), new(Selection.BestLoss, 999, 0.5, 0.5, Digest)], Digest))]),
        new NodeList([.. Enumerable.Range(0, 100).Select(node => new NodeEntry(
            new string('n', 64), "host:4054", [.. Units.Take(8).Select(unit => new SlotReport(100, new UnitAttempt(Run, unit, new Attempt(9))))], new string('c', 200), false, [new(Run, new string('r', 300))]))]),
    ];

    private static RunView View() => new(
        Run,
        RunPhase.Running,
        Folder,
        1,
        40,
        [.. Enumerable.Range(0, Folds).Select(fold => new FoldProgress(new FoldIndex(fold), 100, 100, 100, 100, false))],
        [],
        [],
        [],
        null,
        0)
    {
        NetworkType = NetworkType.Multicnn,
        Architecture = "resnet18",
        Epochs = 20,
    };
}
