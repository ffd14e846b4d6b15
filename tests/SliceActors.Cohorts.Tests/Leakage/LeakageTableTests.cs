using SliceActors.Cohorts.Leakage;
using SliceActors.Runs.Ids;

namespace SliceActors.Cohorts.Tests.Leakage;

public sealed class LeakageTableTests
{
    private const string Header = "finding\tfold\tset\tparticipant_id\tsession_id\tother_set\tother_participant_id\tother_session_id\tsessions\ttimes\tdistance\tsource\n";
    private static readonly FoldIndex Fold = new(0);

    [Fact]
    public void A_clean_study_says_what_was_compared()
    {
        var report = new LeakageReport([new ComparedSets(Fold, "validation", "train", 12, null, 0.45678), new ComparedSets(Fold, "validation", "train", 12, "/results", null)], []);

        Assert.Equal(Header + "checked\t0\tvalidation\t\t\ttrain\t\t\t12\t\t\t/results\nchecked\t0\tvalidation\t\t\ttrain\t\t\t12\t\t0.457\t\n", LeakageTable.Text(report));
    }

    [Fact]
    public void Leaks_follow_in_an_order_of_their_own_each_once()
    {
        LeakageFinding[] leaks =
        [
            new(LeakageKind.SameImage, Fold, new("validation", "sub-2", "ses-M00"), new("train", "sub-1", "ses-M00")),
            new(LeakageKind.NearCopy, Fold, new("validation", "sub-3", "ses-M00"), new("train", "sub-1", "ses-M00")) { Distance = 0.01 },
            new(LeakageKind.LookedAt, null, new("test"), new("clinic")) { Sessions = 7, Times = 2 },
        ];

        var text = LeakageTable.Text(new LeakageReport([], [.. leaks]));

        Assert.Equal(
            Header + "looked-at\t\ttest\t\t\tclinic\t\t\t7\t2\t\t\nnear-copy\t0\tvalidation\tsub-3\tses-M00\ttrain\tsub-1\tses-M00\t1\t\t0.010\t\nsame-image\t0\tvalidation\tsub-2\tses-M00\ttrain\tsub-1\tses-M00\t1\t\t\t\n",
            text);
        Assert.Equal(text, LeakageTable.Text(new LeakageReport([], [.. leaks.Reverse(), .. leaks])));
        Assert.Equal(text, LeakageTable.Text(LeakageReport.Empty.With(new LeakageReport([], [.. leaks]))));
    }

    [Fact]
    public void Names_of_kinds_are_all_different_and_doubts_refuse_nothing()
    {
        var kinds = Enum.GetValues<LeakageKind>();

        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Term()).Distinct().Count());
        Assert.Equal("source-near-copy", LeakageKind.SourceNearCopy.Term());
        Assert.DoesNotContain(kinds, kind => kind.IsRefused() && kind.Term().StartsWith("group-", StringComparison.Ordinal));
    }
}
