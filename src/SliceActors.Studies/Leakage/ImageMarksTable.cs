using System.Runtime.InteropServices;
using System.Text;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Leakage;

/// <summary><c>.slice-actors/images.tsv</c>: path, SHA-256 of the voxels and thumbnail (little-endian 32-bit numbers in base64) of each image that a study learned from or was validated by.</summary>
public static class ImageMarksTable
{
    private const string Header = "path\tvoxels\tthumbnail";

    /// <summary>The table of a study.</summary>
    /// <param name="plan">The study.</param>
    /// <param name="marks">Of each of its images.</param>
    public static string Text(RunPlan plan, IReadOnlyList<ImageMark> marks)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(marks);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (image, mark) in plan.Images.Zip(marks))
        {
            text.Append(image.Path).Append('\t').Append(mark.Voxels).Append('\t').Append(Convert.ToBase64String(MemoryMarshal.AsBytes<float>(mark.Thumbnail))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Marks by path.</summary>
    /// <param name="tree">A result folder.</param>
    /// <returns>Null when it has no such table, as ClinicaDL's and those of earlier versions, or one that is cut or damaged.</returns>
    internal static IReadOnlyDictionary<string, ImageMark>? Read(ResultTree tree)
    {
        var path = LeakageFiles.ImagesOf(tree);
        if (!File.Exists(path) || File.ReadAllLines(path) is not [Header, .. var rows])
        {
            return null;
        }

        var marks = new Dictionary<string, ImageMark>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Split('\t') is not [var image, { Length: 64 } voxels, var thumbnail] || Thumbnail(thumbnail) is not { } numbers)
            {
                return null;
            }

            marks[image] = new ImageMark(voxels, numbers);
        }

        return marks;
    }

    private static float[]? Thumbnail(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, length)).ToArray() : null;
    }
}
