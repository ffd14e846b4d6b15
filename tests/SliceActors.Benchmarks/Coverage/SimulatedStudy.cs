using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Benchmarks.Coverage;

/// <summary>
/// A study of people who are drawn: what all images have in common, what a class adds, what is a person's own, and noise. Every second person has a second
/// session, which is much like the first. Further people, who are in no fold, tell what the truth is.
/// </summary>
internal sealed class SimulatedStudy
{
    private const int Values = 150;
    private const int Differing = 15;
    private const double OwnShare = 0.8;

    private readonly Random random;

    /// <summary>Draws a study.</summary>
    /// <param name="people">Number of people, half of each class.</param>
    /// <param name="folds">Number of folds; 1 for a split in halves.</param>
    /// <param name="effect">How far the classes differ, in standard deviations of each value that does.</param>
    /// <param name="fresh">Number of further people, one session each.</param>
    /// <param name="seed">The same seed gives the same study.</param>
    public SimulatedStudy(int people, int folds, double effect, int fresh, int seed)
    {
        random = new Random(seed);
        var (images, rows, sessions) = (new List<PlannedImage>(), new List<float[]>(), new List<(int Person, PlannedSession Session)>());
        for (var person = 0; person < people + fresh; person++)
        {
            var label = person % 2;
            var own = Enumerable.Range(0, Values).Select(_ => Normal()).ToArray();
            for (var session = 0; session < (person < people && person / 2 % 2 == 0 ? 2 : 1); session++)
            {
                sessions.Add((person, new PlannedSession(images.Count, label)));
                images.Add(new PlannedImage($"sub-{person}", $"ses-M{12 * session:00}", string.Empty));
                rows.Add([.. own.Select((value, i) => (float)((OwnShare * value) + (Math.Sqrt(1 - (OwnShare * OwnShare)) * Normal()) + (i < Differing ? effect * label : 0)))]);
            }
        }

        Rows = [.. rows];
        Fresh = [.. sessions.Where(entry => entry.Person >= people).Select(entry => entry.Session)];
        Plan = new RunPlan(
            [.. images],
            new SliceRange(new SliceIndex(0), 1),
            [
                .. Enumerable.Range(0, folds).Select(fold => new FoldPlan(
                    new FoldIndex(fold),
                    [.. sessions.Where(entry => entry.Person < people && !IsValidation(entry.Person, fold)).Select(entry => entry.Session)],
                    [.. sessions.Where(entry => entry.Person < people && IsValidation(entry.Person, fold)).Select(entry => entry.Session)],
                    [])),
            ]);

        // People 0 and 1, one of each class, go together.
        bool IsValidation(int person, int fold) => person / 2 % (folds == 1 ? 2 : folds) == fold;
    }

    /// <summary>Images, folds.</summary>
    public RunPlan Plan { get; }

    /// <summary>Values of each image.</summary>
    public float[][] Rows { get; }

    /// <summary>People who are in no fold.</summary>
    public ImmutableArray<PlannedSession> Fresh { get; }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
