using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Tests.Reading;

public sealed class NewSessionsReaderTests : IDisposable
{
    private readonly LabelTreeFixture tree = new();
    private readonly List<Finding> findings = [];

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_list_of_nobody_is_named_where_there_are_others()
    {
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header);

        Assert.Equal(["sub-03"], Participants());

        Assert.Equal($"{List("CN")} has no row below the header: nobody of that label is among those who are predicted.", Assert.Single(tree.Warnings));
        Assert.Empty(findings);
    }

    [Fact]
    public void A_list_without_a_sound_row_is_no_list_of_nobody()
    {
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header + "04\tses-M00\tCN\n");

        Participants();

        Assert.Equal((List("CN"), 2), (Assert.Single(findings).Where, findings[0].Line));
        Assert.Empty(tree.Warnings);
    }

    private string List(string label) => Path.Combine(tree.Root, "validation", $"{label}_baseline.tsv");

    private IEnumerable<string> Participants() =>
        NewSessionsReader.Read(tree.Data with { TsvPath = Path.Combine(tree.Root, "validation") }, labelled: true, findings, tree.Warnings).Select(session => session.ParticipantId);
}
