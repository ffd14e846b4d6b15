using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Tests.Reading;

public sealed class SessionListTests : IDisposable
{
    private readonly string list = Path.GetTempFileName();

    public void Dispose() => File.Delete(list);

    [Fact]
    public void Sessions_keep_the_order_of_the_list_and_other_columns_do_not_matter()
    {
        File.WriteAllText(list, "age\tsession_id\tparticipant_id\n50\tses-M00\tsub-2\n60\tses-1\tsub-1\n");
        var findings = new List<Finding>();

        Assert.Equal([new ListedSession("sub-2", "ses-M00", list, 2), new ListedSession("sub-1", "ses-1", list, 3)], SessionList.Read(list, findings));
        Assert.Empty(findings);
    }

    [Fact]
    public void All_that_is_wrong_is_found()
    {
        File.WriteAllText(list, "participant_id\tsession_id\nsub-1\tses-M00\n1\tM00\nsub-1\tses-M00\n");
        var findings = new List<Finding>();

        SessionList.Read(list, findings);
        SessionList.Read("/nowhere.tsv", findings);

        Assert.Equal([3, 3, 4, null], findings.Select(finding => finding.Line));
        Assert.Contains("again, after line 2", findings[2].Found, StringComparison.Ordinal);
        Assert.Equal("no such file", findings[3].Found);
    }
}
