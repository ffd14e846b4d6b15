using System.Security.Cryptography;
using System.Text;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Randomness;

namespace SliceActors.Testing;

/// <summary>Marks of made-up heads: alike as heads of one pipeline are, sessions of one person more so, copies most of all.</summary>
public static class DrawnImages
{
    private const int Cubes = 120;
    private const double BetweenPeople = 0.15;
    private const double BetweenSessions = 0.03;

    /// <summary>The mark of a session.</summary>
    /// <param name="person">Number of the person.</param>
    /// <param name="session">Number of the session.</param>
    public static ImageMark Of(int person, int session = 0)
    {
        var (head, own, day) = (new CountedRandom(1), new CountedRandom((ulong)person + 2), new CountedRandom((((ulong)person + 2) << 20) + (ulong)session));
        return Mark($"{person}/{session}", [.. Enumerable.Range(0, Cubes).Select(_ => head.NextGaussian() + (BetweenPeople * own.NextGaussian()) + (BetweenSessions * day.NextGaussian()))]);
    }

    /// <summary>The mark of a copy that was stored again with a little noise.</summary>
    public static ImageMark Copy(ImageMark of, double noise = 0.01)
    {
        ArgumentNullException.ThrowIfNull(of);
        var random = new CountedRandom(99);
        return Mark($"{of.Voxels} again", [.. of.Thumbnail.Select(value => (value * Math.Sqrt(Cubes)) + (noise * random.NextGaussian()))]);
    }

    private static ImageMark Mark(string name, double[] cubes)
    {
        var mean = cubes.Average();
        var length = Math.Sqrt(cubes.Sum(value => (value - mean) * (value - mean)));
        return new ImageMark(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))),
            [.. cubes.Select(value => (float)((value - mean) / length))]);
    }
}
