using System.Collections.Concurrent;
using System.Collections.Immutable;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>Finds the volumes that slices are cut from.</summary>
internal static class VolumeImages
{
    /// <summary>Locates the volumes and reads their headers.</summary>
    /// <param name="search">Whose.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static FoundImages Find(ImageSearch search, ICollection<Finding> findings)
    {
        var images = Locate(search, findings);
        var (usual, readable) = CheckShapes(search.Sessions, images, findings);
        return new FoundImages(images, usual is { } shape ? search.InUse(shape.SlicesAlong(search.Direction)) : null, readable);
    }

    private static ImmutableArray<string?> Locate(ImageSearch search, ICollection<Finding> findings)
    {
        var images = ImmutableArray.CreateBuilder<string?>(search.Sessions.Length);
        var (missing, absent) = (new List<Finding>(), new List<Finding>());
        foreach (var session in search.Sessions)
        {
            images.Add(CapsImages.Locate(session.CapsDirectory, search.Preprocessing, session.ParticipantId, session.SessionId, missing));
            foreach (var finding in missing)
            {
                absent.Add(new Finding(session.File, session.Line, $"{finding.Found} in {finding.Where}", finding.Expected));
            }

            missing.Clear();
        }

        // Every image of a study is absent for one reason only: the whole CAPS or the pipeline is another one.
        if (absent.Count > 1 && absent.Count == search.Sessions.Length)
        {
            findings.Add(new Finding(
                "CAPS_DIRECTORY, PREPROCESSING",
                null,
                $"none of the {absent.Count} sessions of the tables has a {search.Preprocessing.Term()} image",
                "the CAPS that these tables were made for, and the pipeline that its images were made with"));
        }

        foreach (var finding in absent)
        {
            findings.Add(finding);
        }

        return images.MoveToImmutable();
    }

    private static (VolumeShape? Usual, IReadOnlyList<string> Readable) CheckShapes(
        ImmutableArray<SoughtSession> sessions, ImmutableArray<string?> images, ICollection<Finding> findings)
    {
        var shapes = new VolumeShape?[images.Length];
        var unreadable = new ConcurrentBag<(int Index, Finding Finding)>();
        Parallel.For(0, images.Length, i =>
        {
            if (images[i] is { } image)
            {
                try
                {
                    shapes[i] = ImageHeader.Read(image);
                }
                catch (BadInputException bad)
                {
                    unreadable.Add((i, bad.Findings[0]));
                }
            }
        });
        foreach (var (_, finding) in unreadable.OrderBy(entry => entry.Index))
        {
            findings.Add(finding);
        }

        var known = shapes.Select((shape, index) => (shape, index)).Where(entry => entry.shape is not null).ToList();
        var readable = known.Select(entry => images[entry.index]!).ToList();
        if (known.Count == 0)
        {
            return (null, readable);
        }

        // The shape that most images have is the right one.
        var usual = known.GroupBy(entry => entry.shape!.Value).OrderByDescending(group => group.Count()).First().Key;
        foreach (var (shape, index) in known.Where(entry => entry.shape != usual))
        {
            findings.Add(new Finding(
                images[index]!,
                null,
                $"a volume of {shape} voxels ({sessions[index].ParticipantId} {sessions[index].SessionId})",
                $"{usual}, as the other images"));
        }

        return (usual, readable);
    }
}
