using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.People;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.People;

/// <summary>Label tables in which somebody's age or sex is written in an unusual way.</summary>
public sealed class UnusualCellsTests : IDisposable
{
    private const string Header = "participant_id\tsession_id\tdiagnosis\tage\tsex\tsite\n";
    private readonly TinyCaps caps = new();

    public UnusualCellsTests()
    {
        Write("train/AD.tsv", "sub-1\tses-M00\tAD\t90+\tFemale\tNorth", "sub-2\tses-M00\tAD\t90+\tMALE\tSouth");
        Write("train/CN.tsv", "sub-3\tses-M00\tCN\t70\tf\tNorth", "sub-4\tses-M00\tCN\t71\t2\tSouth");
        Write("validation/AD_baseline.tsv", "sub-5\tses-M00\tAD\told\tmale\tNorth");
        Write("validation/CN_baseline.tsv", "sub-6\tses-M00\tCN\t64\tF\tSouth");
    }

    public void Dispose() => caps.Dispose();

    [Fact]
    public void Each_is_said_with_its_place_and_is_the_only_one_that_is_not_known()
    {
        var plan = caps.Plan();
        var (covariates, _) = StudyCovariates.Of(caps.Spec, plan, []);

        Assert.Equal(
            [
                $"{caps.Label("train/AD.tsv")}:2: age '90+'; an age in years, or n/a; taken for not known, as in 1 other row.",
                $"{caps.Label("validation/AD_baseline.tsv")}:2: age 'old'; an age in years, or n/a; taken for not known.",
                $"{caps.Label("train/CN.tsv")}:3: sex '2'; M, F or n/a; taken for not known.",
            ],
            caps.Warnings);
        Assert.Equal([double.NaN, double.NaN, 70, 71, double.NaN, 64], covariates!.Ages!);
        Assert.Equal([0, 1, 0, double.NaN, 1, 0], covariates.Sexes!);
        Assert.Equal(["North", "South", "North", "South", "North", "South"], covariates.Sites!);
    }

    [Fact]
    public void All_others_are_in_the_subgroups_of_the_validation_sets()
    {
        var (plan, tree) = (caps.Plan(), new ResultTree(caps.Output));
        var fold = new FoldIndex(0);
        Directory.CreateDirectory(Path.GetDirectoryName(tree.LastEpochOf(fold))!);
        LastEpochTable.Write(tree.LastEpochOf(fold), [new(new("sub-5", "ses-M00", 1, 1, 0.25, 0.75), 0), new(new("sub-6", "ses-M00", 0, 0, 0.75, 0.25), 0)]);

        ValidationFailures.Write(tree, new RunCommands.SubmitRun(RunId.For(caps.Spec.Digest(), caps.Output), caps.Spec, plan, [], caps.Output), [new FoldSummary(fold, [], [], [])]);

        Assert.Equal(
            ["sex F", "sex M", "site North", "site South"],
            File.ReadLines(Path.Combine(caps.Output, "subgroups-validation.tsv")).Skip(1).Select(row => row.Split('\t')).Where(cells => cells[1] is "sex" or "site").Select(cells => $"{cells[1]} {cells[2]}"));
    }

    private void Write(string file, params string[] rows) => File.WriteAllText(caps.Label(file), Header + string.Join('\n', rows) + "\n");
}
