using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Synthetic;

public class SyntheticHeadsTests
{
    private static readonly SyntheticStudy Small = new() { ParticipantsPerClass = 5, Shape = new VolumeShape(24, 28, 24), Band = new SliceRange(new SliceIndex(12), 3), Folds = 3 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();
        var first = Files(SyntheticHeads.Write(folder.File("a"), Small));
        var again = Files(SyntheticHeads.Write(folder.File("b"), Small));
        var other = Files(SyntheticHeads.Write(folder.File("c"), Small with { Seed = 2 }));

        Assert.Equal(first, again);
        Assert.DoesNotContain(other, first.Contains);
    }

    [Fact]
    public void Leaking_tables_train_on_the_other_sessions_of_those_they_validate_on_but_on_no_session_of_both()
    {
        using var folder = new TemporaryFolder();
        var study = Small with { EverybodyReturns = true, Sessions = 3 };

        SyntheticHeads.WriteLeakingLabels(folder.Path, study);

        Assert.All(from diagnosis in (string[])["AD", "CN"] from fold in Enumerable.Range(0, 3) select (diagnosis, fold), set =>
        {
            var train = Rows(Path.Combine(folder.Path, "train_splits-3", $"split-{set.fold}", $"{set.diagnosis}.tsv"));
            var validation = Rows(Path.Combine(folder.Path, "validation_splits-3", $"split-{set.fold}", $"{set.diagnosis}_baseline.tsv"));
            Assert.Equal(15, train.Length + validation.Length);
            Assert.Empty(train.Select(row => (row[0], row[1])).Intersect(validation.Select(row => (row[0], row[1]))));
            Assert.Empty(validation.Select(row => row[0]).Except(train.Select(row => row[0])));
        });
    }

    [Fact]
    public void Every_listed_session_has_an_image_of_the_wanted_shape()
    {
        using var folder = new TemporaryFolder();
        var made = SyntheticHeads.Write(folder.Path, Small);
        var rows = new[] { "AD", "CN" }.SelectMany(name => Rows(Path.Combine(made.LabelsDirectory, name + ".tsv"))).ToArray();
        var findings = new List<Finding>();
        CapsRoot.Check(made.CapsDirectory, findings);

        Assert.Equal(16, made.Images);
        Assert.Equal(16, rows.Length);
        Assert.All(rows, row => Assert.Equal(
            Small.Shape, ImageHeader.Read(CapsImages.Locate(made.CapsDirectory, Preprocessing.T1Linear, row[0], row[1], findings)!, findings)));
        Assert.Empty(findings);
    }

    [Fact]
    public void Folds_validate_each_person_once_and_train_on_the_others()
    {
        using var folder = new TemporaryFolder();
        var labels = SyntheticHeads.Write(folder.Path, Small).LabelsDirectory;
        foreach (var diagnosis in new[] { "AD", "CN" })
        {
            var all = Rows(Path.Combine(labels, diagnosis + ".tsv")).Select(row => row[0]).Distinct().Order().ToArray();
            var validated = new List<string>();
            for (var fold = 0; fold < 3; fold++)
            {
                var train = Rows(Path.Combine(labels, "train_splits-3", $"split-{fold}", diagnosis + ".tsv"));
                var baseline = Rows(Path.Combine(labels, "train_splits-3", $"split-{fold}", diagnosis + "_baseline.tsv"));
                var validation = Rows(Path.Combine(labels, "validation_splits-3", $"split-{fold}", diagnosis + "_baseline.tsv"));
                Assert.Equal(all, train.Concat(validation).Select(row => row[0]).Distinct().Order());
                Assert.Empty(train.Select(row => row[0]).Intersect(validation.Select(row => row[0])));
                Assert.Equal(train.Select(row => row[0]).Distinct(), baseline.Select(row => row[0]));
                Assert.All(validation.Concat(baseline), row => Assert.Equal("ses-M00", row[1]));
                Assert.InRange(validation.Length, 1, 2);
                validated.AddRange(validation.Select(row => row[0]));
            }

            Assert.Equal(all, validated.Order());
        }
    }

    [Theory]
    [InlineData(SliceDirection.Sagittal)]
    [InlineData(SliceDirection.Coronal)]
    [InlineData(SliceDirection.Axial)]
    public void The_classes_differ_in_the_band_and_nowhere_else(SliceDirection direction)
    {
        var study = Small with { Direction = direction };
        var person = new SyntheticParticipant("sub-1", "CN", 70, "F", [0], 0, 5);
        var healthy = HeadPainter.Paint(study, person, 0);
        var ill = HeadPainter.Paint(study, person with { Diagnosis = "AD" }, 0);

        var changed = Enumerable.Range(0, healthy.Length).Where(at => healthy[at] != ill[at]).Select(at => direction switch
        {
            SliceDirection.Sagittal => at % 24,
            SliceDirection.Coronal => at / 24 % 28,
            _ => at / (24 * 28),
        });

        Assert.Equal([12, 13, 14], changed.Distinct().Order());
    }

    [Fact]
    public void Sessions_of_a_person_share_the_anatomy_but_not_the_noise()
    {
        var one = new SyntheticParticipant("sub-1", "CN", 70, "F", [0, 12], 0, 5);
        var first = HeadPainter.Paint(Small, one, 0);
        var later = HeadPainter.Paint(Small, one, 12);
        var stranger = HeadPainter.Paint(Small, one with { Seed = 6 }, 0);

        Assert.NotEqual(first, later);
        Assert.True(Difference(first, later) < Difference(first, stranger));
    }

    [Fact]
    public void Parameters_that_make_no_study_are_refused()
    {
        foreach (var study in new[]
        {
            Small with { Folds = 1 }, Small with { ParticipantsPerClass = 2 }, Small with { Sessions = 0 },
            Small with { Band = new SliceRange(new SliceIndex(22), 3) },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticHeads.Write("/nowhere", study));
        }
    }

    private static double Difference(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Average();

    private static string[][] Rows(string path)
    {
        var lines = File.ReadAllLines(path);
        Assert.Equal("participant_id\tsession_id\tdiagnosis\tage\tsex", lines[0]);
        return [.. lines[1..].Select(line => line.Split('\t'))];
    }

    private static List<string> Files(SyntheticCaps made) =>
    [
        .. Directory.GetFiles(made.CapsDirectory, "*.nii.gz", SearchOption.AllDirectories).Order()
            .Select(path => Path.GetFileName(path) + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))),
    ];
}
