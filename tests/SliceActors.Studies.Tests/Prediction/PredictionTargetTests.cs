using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Prediction;

public sealed class PredictionTargetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultFolder results;

    public PredictionTargetTests()
    {
        new DrawnStudy().With(DataSubset.Train, [1, 2]).With(DataSubset.Validation, [3, 4]).Write(folder.File("results"));
        results = ResultFolder.Open(folder.File("results"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_two_predictions_at_once_under_one_prefix_the_second_is_refused_and_another_prefix_is_free()
    {
        using (PredictionTarget.Claim(results, Request("test")))
        {
            var refused = Assert.Throws<RefusedException>(() => PredictionTarget.Claim(results, Request("test") with { Overwrite = true }));
            Assert.StartsWith($"Another process is predicting under the prefix test of {results.Tree.Root}", refused.Message, StringComparison.Ordinal);
            PredictionTarget.Claim(results, Request("other")).Dispose();
        }

        PredictionTarget.Claim(results, Request("test")).Dispose();
        Assert.Empty(Directory.EnumerateDirectories(results.Tree.Root, ".predicting-*"));
    }

    [Fact]
    public void A_prefix_that_was_used_between_the_check_and_the_hold_is_not_free()
    {
        File.WriteAllText(Path.Combine(results.Tree.Root, "estimate-test.tsv"), "of another prediction");

        var finding = Assert.Single(Assert.Throws<BadInputException>(() => PredictionTarget.Claim(results, Request("test"))).Findings);

        Assert.StartsWith("test is used already", finding.Found, StringComparison.Ordinal);
        PredictionTarget.Claim(results, Request("test") with { Overwrite = true }).Dispose();
    }

    [Fact]
    public void What_a_killed_prediction_left_of_its_hold_is_taken_over()
    {
        var left = Path.Combine(PrefixClaim.FolderOf(results.Tree, "test"), ".slice-actors");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "owner.lock"), string.Empty);

        PredictionTarget.Claim(results, Request("test")).Dispose();

        Assert.False(Directory.Exists(PrefixClaim.FolderOf(results.Tree, "test")));
    }

    [Fact]
    public void Tables_that_were_not_all_replaced_are_known_as_such_and_the_looks_count_on()
    {
        Write();
        Assert.Equal(new PredictionRecord(1, true), PredictionRecord.Read(results.Tree, "test"));
        Assert.Empty(PredictionRecord.LeftOut(results.Tree));

        var inTheWay = Path.Combine(results.Tree.Root, "leakage-test.tsv");
        File.Delete(inTheWay);
        Directory.CreateDirectory(inTheWay);
        Assert.ThrowsAny<Exception>(Write);
        Assert.Equal(new PredictionRecord(2, false), PredictionRecord.Read(results.Tree, "test"));
        Assert.Equal(["test"], PredictionRecord.LeftOut(results.Tree));

        Directory.Delete(inTheWay);
        Write();
        Assert.Equal(new PredictionRecord(3, true), PredictionRecord.Read(results.Tree, "test"));
        Assert.Empty(PredictionRecord.LeftOut(results.Tree));
    }

    [Fact]
    public void Tables_of_networks_that_were_trained_further_since_are_left_out_until_they_are_made_again()
    {
        Write();

        Assert.Equal(1, PredictionRecord.MarkOutdated(results.Tree));
        Assert.Equal(["test"], PredictionRecord.LeftOut(results.Tree));
        Assert.Contains("as they were before they were trained further", PredictionRecord.Sentence(results.Tree, "test"), StringComparison.Ordinal);
        Assert.Equal(1, PredictionRecord.MarkOutdated(results.Tree));

        Write();
        Assert.Empty(PredictionRecord.LeftOut(results.Tree));
        Assert.Equal(new PredictionRecord(2, true), PredictionRecord.Read(results.Tree, "test"));
    }

    [Fact]
    public void Tables_whose_record_is_gone_are_interrupted_and_those_of_the_training_need_none()
    {
        foreach (var name in (string[])["estimate-test.tsv", "subgroups-validation.tsv"])
        {
            File.WriteAllText(Path.Combine(results.Tree.Root, name), string.Empty);
        }

        Assert.Equal(["test"], PredictionRecord.LeftOut(results.Tree));
        Assert.Equal((true, false), (PredictionRecord.IsLeftOut(results.Tree, "test"), PredictionRecord.IsLeftOut(results.Tree, "validation")));
    }

    [Fact]
    public void A_prefix_that_makes_file_names_too_long_is_refused_before_anything_is_computed()
    {
        var longest = Enumerable.Range(1, 255).Last(length => Checked(new string('x', length)).Count == 0);

        var finding = Assert.Single(Checked(new string('x', longest + 1)));
        Assert.Equal(("PREFIX_OUTPUT", $"a word of {longest + 1} bytes"), (finding.Where, finding.Found));
        Assert.StartsWith($"at most {longest}:", finding.Expected, StringComparison.Ordinal);
        Assert.Single(Checked(new string('x', 235)));
        using (PredictionTarget.Claim(results, Request(new string('x', longest))))
        {
            Write(new string('x', longest));
        }
    }

    [Theory]
    [InlineData("""{"looks": "2"}""", true)]
    [InlineData("""{"looks": null}""", true)]
    [InlineData("""{"looks": -4}""", true)]
    [InlineData("""{"looks": 1e30}""", true)]
    [InlineData("[]", true)]
    [InlineData("2", true)]
    [InlineData("{", true)]
    [InlineData("", true)]
    [InlineData("{}", false)]
    public void A_damaged_record_counts_as_one_look_and_is_told_of(string text, bool isDamaged)
    {
        var path = Path.Combine(results.Tree.Root, "commandline_predict-test.json");
        File.WriteAllText(path, text);

        Assert.Equal(1, EarlierLook.TimesOf(results.Tree, "test"));
        Assert.Equal(isDamaged ? [path] : [], PredictionRecord.Damaged(results.Tree));
        Write();
        Assert.Equal(new PredictionRecord(2, true), PredictionRecord.Read(results.Tree, "test"));
    }

    private List<Finding> Checked(string prefix)
    {
        var findings = new List<Finding>();
        PredictionTarget.Check(results, Request(prefix), findings);
        return findings;
    }

    private void Write() => Write("test");

    private void Write(string prefix) => StudyPredictor.Write(
        new PredictionPlan(Request(prefix) with { Labelled = false }, results, results.Network([]), null!, [], [], null!, [], null!),
        new PredictionResult([], [], []));

    private PredictionRequest Request(string prefix) =>
        new() { ResultDirectory = results.Tree.Root, CapsDirectory = "/caps", TsvPath = "/new.tsv", Prefix = prefix, Selections = [Selection.BestLoss] };
}
