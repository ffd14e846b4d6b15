using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Cohorts.Leakage;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Leakage;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Support;

/// <summary>A study of made-up heads, put together session by session.</summary>
internal sealed class DrawnStudy
{
    private readonly List<(PlannedImage Image, ImageMark Mark)> images = [];
    private readonly SortedDictionary<int, (List<PlannedSession> Train, List<PlannedSession> Validation)> folds = [];

    public IReadOnlyList<ImageMark> Marks => [.. images.Select(image => image.Mark)];

    public RunPlan Plan => new(
        [.. images.Select(image => image.Image)],
        new SliceRange(new SliceIndex(10), 3),
        [.. folds.Select(fold => new FoldPlan(new FoldIndex(fold.Key), [.. fold.Value.Train], [.. fold.Value.Validation], []))]);

    public static string Id(int person) => string.Create(CultureInfo.InvariantCulture, $"sub-{person}");

    /// <summary>Puts a session into a set; its image is that of its person unless another one is given.</summary>
    public DrawnStudy With(DataSubset set, int person, int session = 0, int fold = 0, int? label = null, string caps = "/caps", ImageMark? mark = null)
    {
        var image = new PlannedImage(Id(person), $"ses-M{session:00}", $"{caps}/subjects/{Id(person)}/ses-M{session:00}/t1.nii.gz");
        var index = images.FindIndex(known => known.Image == image);
        if (index < 0)
        {
            index = images.Count;
            images.Add((image, mark ?? DrawnImages.Of(person, session)));
        }

        if (!folds.TryGetValue(fold, out var sets))
        {
            folds[fold] = sets = ([], []);
        }

        (set == DataSubset.Train ? sets.Train : sets.Validation).Add(new PlannedSession(index, label ?? person % 2));
        return this;
    }

    public DrawnStudy With(DataSubset set, IEnumerable<int> people, int fold = 0) => people.Aggregate(this, (study, person) => study.With(set, person, fold: fold));

    /// <summary>Everything that is found in it.</summary>
    public LeakageReport Report(params ImmutableArray<KnownStudy> sources)
    {
        var spec = TestStudy.Spec();
        var people = SharedPeople.Of(Plan).Concat(TransferLeakage.Check(spec with { Data = spec.Data with { AllowLeakage = true } }, sources, Plan, [], []));
        var report = ImageLeakage.Of(Plan, Marks, sources);
        return report with { Findings = [.. people, .. report.Findings] };
    }

    /// <summary>Writes the results that it would leave: its description.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="from">What its networks started from.</param>
    public DrawnStudy Write(string root, string? from = null)
    {
        var spec = TestStudy.Spec(NetworkType.Cnn);
        spec = spec with { Network = spec.Network with { TransferPath = from } };
        using var output = OutputFolder.Take(new ResultTree(root));
        output.Describe(
            new RunCommands.SubmitRun(RunId.For(spec.Digest(), root), spec, Plan, [.. Plan.Images.Select((_, image) => TestStudy.Digest(image))], root),
            "1",
            null,
            new LeakageFiles(LeakageTable.Text(Report()), ImageMarksTable.Text(Plan, Marks)));
        Directory.CreateDirectory(Path.Combine(root, "fold-0"));
        return this;
    }
}
