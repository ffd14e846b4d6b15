using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Subgroups;
using SliceActors.Scoring.Tables;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Subgroups;

public sealed class SubgroupReportTests : IDisposable
{
    private const string Twin = """
        import sys, numpy as np
        from scipy import stats
        rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
        who = [r[0] for r in rows]; y, p, age, sex = (np.array([float(r[k]) for r in rows]) for k in (1, 2, 3, 4)); site = np.array([r[5] for r in rows])
        first = [who.index(w) for w in dict.fromkeys(who)]
        answer = np.array([p[[i for i in range(len(who)) if who[i] == who[f]]].mean() for f in first])
        def left(columns):
            x = np.column_stack([np.ones(len(first))] + columns); return ((answer - x @ np.linalg.lstsq(x, answer, rcond=None)[0]) ** 2).sum(), x.shape[1]
        for columns in ([age[first]], [sex[first]], [(site[first] == s) * 1.0 for s in sorted(set(site))[1:]]):
            (a, ka), (b, kb) = left([y[first]]), left([y[first]] + columns)
            n = len(first); f = (a - b) / (kb - ka) / (b / (n - kb))
            print(repr(1 - b / a), repr(stats.f.sf(f, kb - ka, n - kb)))
        v, s = np.array([0.7, 0.9, 0.6]), np.array([0.01, 0.004, 0.02])
        print(repr(0.0), repr(stats.chi2.sf(((v - np.average(v, weights=1 / s)) ** 2 / s).sum(), 2)))
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("subgroups-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableFact]
    public void Tests_say_the_same_as_those_of_scipy()
    {
        var group = new DrawnGroup(50, 1, byAge: 0.5);
        var file = Path.Combine(folder.FullName, "rows");
        File.WriteAllLines(file, group.Images.Select((image, i) => string.Create(
            CultureInfo.InvariantCulture, $"{image.ParticipantId}\t{image.TrueLabel}\t{image.Proba1:R}\t{group.Covariates.Ages![i]:R}\t{group.Covariates.Sexes![i]}\t{group.Covariates.Sites![i]}")));

        var expected = Python.Run("numpy, scipy", Twin, file).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();

        var confounds = Of(group).Confounds;
        Assert.Equal(["age", "sex", "site"], confounds.Select(confound => confound.Column));
        double[] found = [.. confounds.SelectMany(confound => (double[])[confound.Explained, confound.P]), 0, Differences.P([(0.7, 0.01), (0.9, 0.004), (0.6, 0.02)])];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Each_column_is_divided_and_nobody_is_in_two_bands_of_age()
    {
        var group = new DrawnGroup(90, 2);

        var columns = Grouping.Of(group.Images, group.Covariates);

        Assert.Equal(["sex", "age", "site", "session"], columns.Select(column => column.Name));
        Assert.Equal([2, 3, 3, 2], columns.Select(column => column.Groups.Length));
        Assert.Equal([true, true, true, false], columns.Select(column => column.AreOtherPeople));
        Assert.All(columns, column => Assert.Equal(group.Images.Length, column.Groups.Sum(part => part.Count())));
        Assert.DoesNotContain(Of(group).Tests, test => test.Column == "session");
    }

    [Fact]
    public void What_is_not_known_or_the_same_of_all_divides_nobody()
    {
        var group = new DrawnGroup(20, 3);
        var nothing = group.Covariates with { Ages = null, Sexes = [.. group.Images.Select(_ => 1.0)], Sites = [.. group.Images.Select(_ => string.Empty)] };

        Assert.Equal(["session"], SubgroupReport.Of(group.Images, nothing, []).Subgroups.Select(subgroup => subgroup.Column).Distinct());
        Assert.Empty(SubgroupReport.Of(group.Images, nothing, []).Confounds);
    }

    [Fact]
    public void Where_the_answer_follows_nothing_else_a_test_is_wrong_one_time_in_twenty()
    {
        const int Studies = 400;
        var reports = Enumerable.Range(0, Studies).Select(seed => Of(new DrawnGroup(60, seed))).ToList();

        // Four standard errors.
        var most = Studies * (0.05 + (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
        foreach (var column in (string[])["age", "sex", "site"])
        {
            Assert.InRange(reports.Count(report => report.Confounds.Single(confound => confound.Column == column).P < 0.05), 1, most);
            Assert.InRange(reports.Count(report => report.Tests.Single(test => test.Column == column).BalancedAccuracyP < 0.05), 0, most);
            Assert.InRange(reports.Count(report => report.Tests.Single(test => test.Column == column).AucP < 0.05), 1, most);
        }
    }

    [Fact]
    public void What_is_planted_is_found()
    {
        Assert.True(Of(new DrawnGroup(120, 4, byAge: 0.8)).Confounds.Single(confound => confound.Column == "age").P < 0.001);
        Assert.True(Of(new DrawnGroup(120, 5, bySite: 0.8)).Confounds.Single(confound => confound.Column == "site").P < 0.001);
        var men = Of(new DrawnGroup(120, 6, byLabel: 0, onlyMen: 4));
        Assert.True(men.Tests.Single(test => test.Column == "sex") is { AucP: < 0.001, BalancedAccuracyP: < 0.001 });
    }

    [Fact]
    public void Folds_and_slices_that_disagree_are_counted_and_the_worst_answer_comes_first()
    {
        ImmutableArray<ImageLevelRow> images = [Image("sub-1", 1, 0.9), Image("sub-2", 1, 0.2), Image("sub-3", 0, 0.6)];
        ImmutableArray<ImageLevelRow> other = [Image("sub-3", 0, 0.4), Image("sub-2", 1, 0.3), Image("sub-1", 1, 0.7)];
        SliceLevelRow[] slices = [Slice("sub-1", 1), Slice("sub-1", 0), Slice("sub-2", 0), Slice("sub-2", 0)];

        var answers = SubgroupReport.Of(images, new ImageCovariates(null, null, null), [(images, slices), (other, [])]).Answers;

        Assert.Equal(["sub-2", "sub-3", "sub-1"], answers.Select(answer => answer.Image.ParticipantId));
        Assert.Equal([(2, true), (1, false), (0, false)], answers.Select(answer => (answer.WrongFolds, answer.IsWrongInEveryFold)));
        Assert.Equal([0, double.NaN, 0.5], answers.Select(answer => answer.DisagreeingSlices));
    }

    [Fact]
    public void Tables_have_all_columns_in_every_row()
    {
        var tree = new ResultTree(folder.FullName);
        SubgroupTables.Write(tree, "test", [(Selection.BestLoss, Of(new DrawnGroup(30, 7))), (Selection.BestBalancedAccuracy, Of(new DrawnGroup(30, 8)))]);

        Assert.Equal(["confounds-test.tsv", "people-test.tsv", "subgroups-test.tsv"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(SubgroupTables.Files(tree, "test").Select(File.ReadAllLines), lines => Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == '\t'), line.Count(c => c == '\t'))));
    }

    private static SubgroupReport Of(DrawnGroup group) => SubgroupReport.Of(group.Images, group.Covariates, []);

    private static ImageLevelRow Image(string participant, int label, double probability) => new(participant, "ses-M00", label, probability > 0.5 ? 1 : 0, 1 - probability, probability);

    private static SliceLevelRow Slice(string participant, int called) => new(participant, "ses-M00", new SliceIndex(0), 1, called, 1 - called, called);
}
