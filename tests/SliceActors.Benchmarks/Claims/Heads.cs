using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Benchmarks.Programs;
using SliceActors.Benchmarks.Studies;

namespace SliceActors.Benchmarks.Claims;

/// <summary>Made-up heads of two classes, one of which has wider ventricles in some slices, or none.</summary>
/// <param name="Caps">Their images.</param>
/// <param name="Labels">Their label tables.</param>
/// <param name="Cache">Where their slices are kept.</param>
internal sealed record Heads(string Caps, string Labels, string Cache)
{
    private const int FirstSlice = 27;
    private const int LastSlice = 32;

    /// <summary>Slices in which the heads of the demo differ.</summary>
    public static ImmutableArray<int> SlicesOfDemo { get; } = [.. Enumerable.Range(30, 6)];

    /// <summary>Heads as those of <c>demo</c>, drawn with another seed.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="seed">The same seed gives the same heads.</param>
    public static Heads OfDemo(Workspace workspace, int seed) =>
        Generate(workspace, "--n_subjects", "20", "--effect", "1.5", "--slices", Text(SlicesOfDemo[0]), Text(SlicesOfDemo[^1]), "--seed", Text(seed));

    /// <summary>Makes them, assigned to two folds.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="perClass">People of each class.</param>
    /// <param name="effect">How much wider; 0 for no difference.</param>
    /// <param name="seed">The same seed gives the same heads.</param>
    public static Heads Generate(Workspace workspace, int perClass, double effect, int seed)
    {
        var heads = Generate(
            workspace, "--n_subjects", Text(perClass), "--n_sessions", "1", "--effect", Text(effect), "--slices", Text(FirstSlice), Text(LastSlice), "--seed", Text(seed));
        foreach (var label in (string[])["AD", "CN"])
        {
            // Everybody has one session, so that is everybody's first.
            File.Copy(Path.Combine(heads.Labels, $"{label}.tsv"), Path.Combine(heads.Labels, $"{label}_baseline.tsv"));
        }

        return heads;
    }

    private static Heads Generate(Workspace workspace, params string[] options)
    {
        var folder = workspace.NewFolder("heads");
        SliceActorsProcess.Run(["generate", "atrophy", folder, .. options]);
        return new Heads(Path.Combine(folder, "caps"), Path.Combine(folder, "labels"), workspace.NewFolder("claims-cache"));
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
