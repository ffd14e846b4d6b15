using System.Globalization;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Caps;

/// <summary>Where the tensors of an extraction lie in a CAPS: written by <c>extract</c>, read by <c>train</c>, ours and ClinicaDL's.</summary>
public static class CapsTensors
{
    private const string AnySlice = "slice-*";

    /// <summary>The tensor of a whole image.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made the image.</param>
    /// <param name="participant"><c>sub-…</c>, verbatim.</param>
    /// <param name="session"><c>ses-…</c>, verbatim.</param>
    /// <param name="uncropped">The t1-linear image before it was cropped; nothing is trained on it.</param>
    /// <returns>Absolute path.</returns>
    public static string Image(string caps, Preprocessing preprocessing, string participant, string session, bool uncropped = false) =>
        Path.Combine(Folder(caps, preprocessing, participant, session, "image_based"), CapsNames.Stem(preprocessing, participant, session, uncropped) + ".pt");

    /// <summary>The tensors of all slices of an image, as a pattern with <c>slice-*</c> for the position; <see cref="Slice"/> names one of them.</summary>
    /// <param name="caps">Root of the CAPS.</param>
    /// <param name="preprocessing">Pipeline that made the image.</param>
    /// <param name="participant"><c>sub-…</c>, verbatim.</param>
    /// <param name="session"><c>ses-…</c>, verbatim.</param>
    /// <param name="direction">Axis along which the image was cut.</param>
    /// <param name="mode">What the slices hold.</param>
    /// <param name="uncropped">As for the whole image.</param>
    /// <returns>Absolute path.</returns>
    public static string Slices(
        string caps, Preprocessing preprocessing, string participant, string session, SliceDirection direction, SliceMode mode = SliceMode.Rgb, bool uncropped = false)
    {
        var stem = CapsNames.Stem(preprocessing, participant, session, uncropped);
        var last = stem.LastIndexOf('_');
        var name = $"{stem[..last]}_axis-{Axis(direction)}_channel-{(mode == SliceMode.Rgb ? "rgb" : "single")}_{AnySlice}{stem[last..]}.pt";
        return Path.Combine(Folder(caps, preprocessing, participant, session, "slice_based"), name);
    }

    /// <summary>The tensor of one slice.</summary>
    /// <param name="slices">A path that <see cref="Slices"/> made.</param>
    /// <param name="slice">Absolute position.</param>
    public static string Slice(string slices, SliceIndex slice)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var at = slices.LastIndexOf(AnySlice, StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{slices.AsSpan(0, at)}slice-{slice.Value}{slices.AsSpan(at + AnySlice.Length)}");
    }

    /// <summary>The tensor of the whole image that slices were cut from; there may be none.</summary>
    /// <param name="slices">A path that <see cref="Slices"/> made.</param>
    internal static string ImageOf(string slices)
    {
        // <session>/deeplearning_prepare_data/slice_based/<pipeline>/<name>_axis-…_channel-…_slice-*_<kind>.pt
        var folder = Path.GetDirectoryName(slices)!;
        var name = Path.GetFileName(slices);
        return Path.GetFullPath(Path.Combine(
            folder, "..", "..", "image_based", Path.GetFileName(folder), $"{name[..name.LastIndexOf("_axis-", StringComparison.Ordinal)]}{name[(name.LastIndexOf('*') + 1)..]}"));
    }

    /// <summary>The positions whose files an extraction left.</summary>
    /// <param name="slices">A path that <see cref="Slices"/> made.</param>
    public static SortedSet<int> Positions(string slices)
    {
        var folder = Path.GetDirectoryName(slices);
        var pattern = Path.GetFileName(slices);
        var before = pattern.IndexOf('*', StringComparison.Ordinal);
        var after = pattern.Length - before - 1;
        var positions = new SortedSet<int>();
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern) : [])
        {
            var name = Path.GetFileName(file);
            if (int.TryParse(name.AsSpan(before, name.Length - before - after), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                positions.Add(position);
            }
        }

        return positions;
    }

    private static string Folder(string caps, Preprocessing preprocessing, string participant, string session, string kind) =>
        Path.Combine(CapsNames.SessionFolder(caps, participant, session), "deeplearning_prepare_data", kind, CapsNames.TensorFolder(preprocessing));

    private static string Axis(SliceDirection direction) => direction switch
    {
        SliceDirection.Sagittal => "sag",
        SliceDirection.Coronal => "cor",
        SliceDirection.Axial => "axi",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, null),
    };
}
