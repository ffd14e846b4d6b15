using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>
/// Finds the slices of an extraction. How many slices an image has is what its volume says, where a session still has one; else
/// the highest position that was extracted of any session tells, since an extraction leaves no slice out.
/// </summary>
internal static class ExtractedImages
{
    /// <summary>Finds the slices of all sessions and looks at the first one in use of each.</summary>
    /// <param name="search">Whose.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static FoundImages Find(ImageSearch search, ICollection<Finding> findings)
    {
        var images = search.Sessions.Select(session => Locate(search, session)).ToList();
        var volume = search.Sessions.Select(session => Shape(search, session)).FirstOrDefault(shape => shape is not null);
        var length = volume?.SlicesAlong(search.Direction) ?? images.Select(image => image.Positions.Count == 0 ? 0 : image.Positions.Max + 1).DefaultIfEmpty(0).Max();
        SliceRange? slices = length > 0 ? search.InUse(length) : null;
        var readable = new List<Image>();
        foreach (var image in images)
        {
            if (IsComplete(image, slices, length, search.Direction, findings))
            {
                readable.Add(image);
            }
        }

        readable = slices is { Count: > 0 } inUse ? CheckSizes(readable, inUse.First, volume?.SliceSize(search.Direction), findings) : [];
        return new FoundImages([.. images.Select(image => image.Slices)], slices, [.. readable.Select(image => image.Slices)]);
    }

    private static Image Locate(ImageSearch search, SoughtSession session)
    {
        var slices = CapsTensors.Slices(session.CapsDirectory, search.Preprocessing, session.ParticipantId, session.SessionId, search.Direction);
        return new Image(session, slices, CapsTensors.Positions(slices));
    }

    // The volume is no input here: one that is damaged or absent tells nothing, and harms nothing.
    private static VolumeShape? Shape(ImageSearch search, SoughtSession session) =>
        CapsImages.Locate(session.CapsDirectory, search.Preprocessing, session.ParticipantId, session.SessionId, []) is { } volume
            ? ImageHeader.Read(volume, [])
            : null;

    private static bool IsComplete(Image image, SliceRange? slices, int length, SliceDirection direction, ICollection<Finding> findings)
    {
        if (image.Positions.Count > 0 && image.Positions.Max >= length)
        {
            findings.Add(new Finding(
                CapsTensors.Slice(image.Slices, new SliceIndex(image.Positions.Max)),
                null,
                $"slice {image.Positions.Max} of {image.Name}, but the volumes have {length}",
                "slices that were extracted from the volumes that are there"));
        }

        var (first, count) = slices is { } inUse ? (inUse.First.Value, Math.Max(inUse.Count, 0)) : (0, 0);
        var missing = Enumerable.Range(first, count).Where(slice => !image.Positions.Contains(slice)).ToList();
        if (missing.Count == 0 && image.Positions.Count > 0)
        {
            return true;
        }

        findings.Add(new Finding(
            image.Session.File,
            image.Session.Line,
            image.Positions.Count == 0 ? $"no extracted slices of {image.Name}" : $"{missing.Count} of the {count} slices in use of {image.Name} are missing: {Ranges(missing)}",
            $"files {image.Slices}; 'slice-actors extract slice' with --slice_direction {(int)direction} writes what is missing"));
        return false;
    }

    // Slices of another size than the others', or than the volumes', were extracted from something else.
    private static List<Image> CheckSizes(List<Image> images, SliceIndex first, (int Rows, int Columns)? ofVolumes, ICollection<Finding> findings)
    {
        var sizes = images.Select(image => (Image: image, Size: SliceHeader.Read(CapsTensors.Slice(image.Slices, first), findings))).Where(entry => entry.Size is not null).ToList();
        if (sizes.Count == 0)
        {
            return [];
        }

        var usual = ofVolumes ?? sizes.CountBy(entry => entry.Size!.Value).MaxBy(pair => pair.Value).Key;
        foreach (var (image, size) in sizes.Where(entry => entry.Size != usual))
        {
            findings.Add(new Finding(
                CapsTensors.Slice(image.Slices, first),
                null,
                $"a slice of {size!.Value.Rows}x{size.Value.Columns} pixels ({image.Name})",
                $"{usual.Rows}x{usual.Columns}, as {(ofVolumes is null ? "the other images" : "in the volumes of the study")}"));
        }

        return [.. sizes.Select(entry => entry.Image)];
    }

    // 3, 7 to 9
    private static string Ranges(List<int> sorted)
    {
        var parts = new List<string>();
        for (var first = 0; first < sorted.Count;)
        {
            var last = first;
            while (last + 1 < sorted.Count && sorted[last + 1] == sorted[last] + 1)
            {
                last++;
            }

            parts.Add(last == first ? $"{sorted[first]}" : $"{sorted[first]} to {sorted[last]}");
            first = last + 1;
        }

        return string.Join(", ", parts);
    }

    private sealed record Image(SoughtSession Session, string Slices, SortedSet<int> Positions)
    {
        public string Name => $"{Session.ParticipantId} {Session.SessionId}";
    }
}
