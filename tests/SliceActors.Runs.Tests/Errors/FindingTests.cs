using SliceActors.Runs.Errors;

namespace SliceActors.Runs.Tests.Errors;

public class FindingTests
{
    private static readonly Finding AtLine = new("train/AD.tsv", 3, "no column session_id", "participant_id and session_id");

    private static readonly Finding AtOption = new("--n_splits", null, "1", "at least 2");

    [Fact]
    public void A_finding_says_where_what_and_what_would_be_right()
    {
        Assert.Equal("train/AD.tsv:3: no column session_id; participant_id and session_id", AtLine.ToString());
        Assert.Equal("--n_splits: 1; at least 2", AtOption.ToString());
    }

    [Fact]
    public void Bad_input_tells_all_findings_at_once()
    {
        var error = new BadInputException(AtLine, AtOption);

        Assert.Equal([AtLine, AtOption], error.Findings);
        Assert.Equal($"{AtLine}{Environment.NewLine}{AtOption}", error.Message);
    }
}
