using System.Collections.Immutable;
using SliceActors.Imaging.Maps;

namespace SliceActors.Studies.Explanations;

/// <summary>The mean map of each group of images, and of all of them.</summary>
/// <param name="empty">Makes a map of zeros.</param>
internal sealed class GroupMeans(Func<MapVolume> empty)
{
    private static readonly ImageGroup All = new("all", string.Empty);
    private readonly SortedDictionary<string, (ImageGroup Group, MapVolume Sum, int Count)> groups = new(StringComparer.Ordinal);

    /// <summary>Counts the map of an image.</summary>
    /// <param name="group">Its group; null where it is in none but all.</param>
    /// <param name="map">The map.</param>
    public void Add(ImageGroup? group, MapVolume map)
    {
        foreach (var own in (ImageGroup?[])[All, group])
        {
            if (own is not null)
            {
                var word = own == All ? "all" : own.Word;
                var (_, sum, count) = groups.TryGetValue(word, out var known) ? known : (own, empty(), 0);
                sum.Add(map, 1);
                groups[word] = (own, sum, count + 1);
            }
        }
    }

    /// <summary>Writes the means durably.</summary>
    /// <param name="folder">Where.</param>
    /// <returns>Column and value of each group, its images, and the name of its file.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public ImmutableArray<(string Column, string Value, int Images, string File)> Write(string folder)
    {
        var written = ImmutableArray.CreateBuilder<(string, string, int, string)>();
        foreach (var (word, (group, sum, count)) in groups)
        {
            var (mean, file) = (empty(), $"group-{word}_map.nii.gz");
            mean.Add(sum, 1.0 / count);
            mean.Write(Path.Combine(folder, file));
            written.Add((group.Column, group.Value, count, file));
        }

        return written.ToImmutable();
    }
}
