using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Subgroups;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Estimates;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Subgroups;

public sealed class ValidationSubgroupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_epoch_says_the_same_of_each_person_as_of_all()
    {
        foreach (var type in (NetworkType[])[NetworkType.Cnn, NetworkType.Multicnn])
        {
            var fold = MadeUpFold.Vector(type);
            var rows = LastEpoch.Of(fold.Plan, type, MadeUpFold.Fold, fold.Outcomes());

            var held = HeldOutFigures.Of([.. rows.Select(row => row.Image)]);
            var published = fold.Estimate(new VoteSpec()).Figures[^1];
            Assert.Equal((published.Auc, published.AucVariance, published.Sensitivity, published.Specificity), (held.Figures.Auc.Value, held.Figures.AucVariance, held.Figures.Sensitivity.Value, held.Figures.Specificity.Value));

            // The first person: .53, .20 and .65, so called 0 by 1 slice of 3.
            Assert.Equal(0.46, rows[0].Image.Proba1, 1e-6);
            Assert.Equal((0, 2.0 / 3), (rows[0].Image.PredictedLabel, rows[0].DisagreeingSlices));
        }

        Assert.Empty(LastEpoch.Of(MadeUpFold.Vector().Plan, NetworkType.Autoencoder, MadeUpFold.Fold, MadeUpFold.Vector().Outcomes()));
    }

    [Fact]
    public void An_AUC_compares_people_of_one_fold_only()
    {
        // Each fold is right by itself, but the second answers so much higher that pooled over both half of the pairs would be wrong.
        ImmutableArray<ImageLevelRow> images = [.. Enumerable.Range(0, 16).Select(i => Image(i, i % 2, (i < 8 ? 0.1 : 0.7) + (0.1 * (i % 2)) + (0.001 * i)))];

        var held = HeldOutFigures.Of(images, [.. images.Select((_, i) => i / 8)]);

        Assert.Equal(1, held.Figures.Auc.Value);
        Assert.InRange(HeldOutFigures.Of(images).Figures.Auc.Value, 0.7, 0.8);
        Assert.True(double.IsNaN(HeldOutFigures.Of([images[0], images[9]], [0, 1]).Figures.Auc.Value));
    }

    [Fact]
    public void Folds_share_people_so_that_a_figure_of_two_says_as_little_as_one_of_half_the_people()
    {
        var images = new DrawnGroup(80, 1).Images;
        int[] folds = [.. images.Select(image => image.ParticipantId[^1] % 2)];

        var (apart, together) = (HeldOutFigures.Of(images, folds), HeldOutFigures.Of(images));

        Assert.True(apart.AreOfFolds && !together.AreOfFolds);
        Assert.Equal(together.Figures.BalancedAccuracy.Value, apart.Figures.BalancedAccuracy.Value);
        Assert.InRange(apart.Figures.AucVariance / together.Figures.AucVariance, 1.7, 2.3);
        Assert.InRange(Width(apart.Figures.Sensitivity) / Width(together.Figures.Sensitivity), 1.3, 1.5);
        Assert.InRange(Width(apart.Figures.Probabilities.CalibrationSlope) / Width(together.Figures.Probabilities.CalibrationSlope), 1.3, 1.6);
    }

    [Fact]
    public void A_fold_that_answers_higher_than_another_is_no_confound()
    {
        var (age, wrong) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            // The people of the second half are older, and their fold answers higher.
            var group = new DrawnGroup(60, seed);
            ImmutableArray<(int, LastEpochRow)> answers = [.. group.Images.Select((image, i) => (Half(i), Row(image with { Proba1 = (image.Proba1 / 2) + (0.3 * Half(i)) })))];
            double[] ages = [.. group.Covariates.Ages!.Select((years, i) => years + (15 * Half(i)))];
            age += OfAge(SubgroupReport.OfValidation(answers, group.Covariates with { Ages = ages }, [])) < 0.05 ? 1 : 0;
            wrong += OfAge(SubgroupReport.OfValidation([.. answers.Select(answer => (0, answer.Item2))], group.Covariates with { Ages = ages }, [])) < 0.05 ? 1 : 0;

            int Half(int i) => i < group.Images.Length / 2 ? 0 : 1;
        }

        Assert.InRange(age, 1, 30);
        Assert.InRange(wrong, 150, 300);

        static double OfAge(SubgroupReport report) => report.Confounds.Single(confound => confound.Column == "age").P;
    }

    [Fact]
    public void Over_folds_a_difference_where_there_is_none_is_seen_seldom_and_a_great_one_is_found()
    {
        const int Studies = 300;
        var reports = Enumerable.Range(0, Studies).Select(seed => OfThreeFolds(new DrawnGroup(90, seed))).ToList();

        // Four standard errors; variances are doubled, so it should be much seldomer than one time in twenty.
        var most = Studies * (0.05 + (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
        foreach (var column in (string[])["age", "sex", "site"])
        {
            var tests = reports.SelectMany(report => report.Tests).Where(test => test.Column == column).ToList();
            Assert.Equal(Studies, tests.Count);
            Assert.InRange(tests.Count(test => test.AucP < 0.05), 0, most);
            Assert.InRange(tests.Count(test => test.BalancedAccuracyP < 0.05), 0, most);
        }

        Assert.True(OfThreeFolds(new DrawnGroup(180, 6, byLabel: 0, onlyMen: 4)).Tests.Single(test => test.Column == "sex") is { AucP: < 0.001, BalancedAccuracyP: < 0.001 });

        // The networks of one fold are sure of themselves, those of another answer low, those of the third high.
        static SubgroupReport OfThreeFolds(DrawnGroup group) => SubgroupReport.OfValidation(
            [.. group.Images.Select(image => (Fold: int.Parse(image.ParticipantId.AsSpan("sub-".Length), CultureInfo.InvariantCulture) % 3, Image: image)).Select(answer => (answer.Fold, Row(Moved(answer.Image, answer.Fold))))],
            group.Covariates,
            []);

        static ImageLevelRow Moved(ImageLevelRow image, int fold)
        {
            var probability = fold == 0 ? image.Proba1 : (0.8 * image.Proba1) + (fold == 1 ? 0.05 : 0.15);
            return image with { Proba0 = 1 - probability, Proba1 = probability, PredictedLabel = probability > 0.5 ? 1 : 0 };
        }
    }

    [Fact]
    public void Who_is_wrong_with_every_seed_is_known_and_the_worst_comes_first()
    {
        ImmutableArray<LastEpochRow> study = [Row(Image(1, 1, 0.9)), Row(Image(2, 1, 0.2)), Row(Image(3, 0, 0.6))];
        LastEpochRow[] repeats = [Row(Image(1, 1, 0.3)), Row(Image(2, 1, 0.4)), Row(Image(3, 0, 0.1))];

        var answers = SubgroupReport.OfValidation([.. study.Select(row => (0, row))], new ImageCovariates(null, null, null), repeats).Answers;

        Assert.Equal(["sub-02", "sub-03", "sub-01"], answers.Select(answer => answer.Image.ParticipantId));
        Assert.Equal([(2, 2, true), (2, 1, false), (2, 1, false)], answers.Select(answer => (answer.Folds, answer.WrongFolds, answer.IsWrongInEveryFold)));
    }

    [Fact]
    public void Tables_say_what_is_missing_and_are_read_back()
    {
        var (tree, group) = (new ResultTree(folder.Path), new DrawnGroup(40, 3));
        var report = SubgroupReport.OfValidation(
            [.. group.Images.Select((image, i) => (i % 2, Row(image)))], group.Covariates with { Sites = [.. group.Images.Select(image => image.TrueLabel == 1 ? "A" : "B")] }, []);
        Assert.Null(ValidationSubgroupReader.Read(tree));

        ValidationSubgroupTables.Write(tree, report, ["Read this."]);

        var lines = SubgroupTables.Files(tree, ValidationSubgroupTables.Prefix).Select(File.ReadAllLines).ToList();
        Assert.All(lines, table => Assert.All(table.Skip(1), line => Assert.StartsWith("last_epoch\t", line, StringComparison.Ordinal)));
        Assert.All(lines, table => Assert.All(table, line => Assert.Equal(table[0].Count(c => c == '\t'), line.Count(c => c == '\t'))));
        Assert.Equal(2, lines[0].Count(line => line.EndsWith("\tNot available: all are of one class. Read this.", StringComparison.Ordinal)));
        var read = ValidationSubgroupReader.Read(tree)!;
        Assert.Equal(report.Answers.Select(answer => (answer.Image.ParticipantId, answer.Image.Proba1, answer.WrongFolds)), read.Answers.Select(answer => (answer.Image.ParticipantId, answer.Image.Proba1, answer.WrongFolds)));
        Assert.Equal(report.Confounds.ToArray(), read.Confounds.ToArray());
        Assert.Equal(report.Subgroups.Select(subgroup => (subgroup.Name, subgroup.Held.Figures.Auc, subgroup.Held.Figures.BalancedAccuracy)), read.Subgroups.Select(subgroup => (subgroup.Name, subgroup.Held.Figures.Auc, subgroup.Held.Figures.BalancedAccuracy)));
    }

    [Fact]
    public void The_table_of_a_fold_is_read_back_to_the_last_digit_and_a_damaged_one_is_named()
    {
        var path = new ResultTree(folder.Path).LastEpochOf(MadeUpFold.Fold);
        var rows = LastEpoch.Of(MadeUpFold.Vector().Plan, NetworkType.Multicnn, MadeUpFold.Fold, MadeUpFold.Vector().Outcomes());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        LastEpochTable.Write(path, rows);

        Assert.Equal(rows.ToArray(), LastEpochTable.Read(path).ToArray());
        File.AppendAllText(path, "sub-1\tses-M00\tAD\n");
        Assert.Equal((path, 9), Assert.Throws<BadInputException>(() => LastEpochTable.Read(path)).Findings.Select(finding => (finding.Where, finding.Line ?? 0)).Single());
    }

    private static double Width(Interval figure) => figure.Upper - figure.Lower;

    private static LastEpochRow Row(ImageLevelRow image) => new(image, 0.25);

    private static ImageLevelRow Image(int person, int label, double probability) => new($"sub-{person:00}", "ses-M00", label, probability > 0.5 ? 1 : 0, 1 - probability, probability);
}
