using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Leakage;

/// <summary>Images of a study that its networks know under another name. Names tell nothing of it, so the images are looked at.</summary>
public static class ImageLeakage
{
    /// <summary>Compares the images of each fold with each other, and with those that the fold's networks start from.</summary>
    /// <param name="data">The study's data.</param>
    /// <param name="plan">Who is in its folds.</param>
    /// <param name="marks">Of each of its images.</param>
    /// <param name="sources">What its networks start from.</param>
    /// <param name="findings">Gets leakage that nobody can doubt, unless the study allows it.</param>
    /// <param name="warnings">Gets the rest.</param>
    public static LeakageReport Check(
        DataSpec data, RunPlan plan, IReadOnlyList<ImageMark> marks, ImmutableArray<KnownStudy> sources, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(data);
        var report = Of(plan, marks, sources);
        foreach (var leaks in report.Findings.GroupBy(leak => (leak.Kind, Place: leak.Source ?? data.TsvPath)))
        {
            var found = LeakageSentences.Found(leaks.Key.Kind, [.. leaks]);
            if (leaks.Key.Kind.IsRefused() && !data.AllowLeakage)
            {
                findings.Add(new Finding(leaks.Key.Place, null, found, "no image of validation among those that the networks learn from, whatever it is called, or --allow_leakage"));
            }
            else
            {
                warnings.Add($"{leaks.Key.Place}: {found}.");
            }
        }

        return report;
    }

    /// <summary>The same without sentences.</summary>
    internal static LeakageReport Of(RunPlan plan, IReadOnlyList<ImageMark> marks, ImmutableArray<KnownStudy> sources)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(marks);
        MarkedImage[] images = [.. plan.Images.Zip(marks, (image, mark) => new MarkedImage(FoldPeople.PersonOf(image.ParticipantId, image.Path), image.SessionId, mark))];
        var search = CopySearch.Among(images);
        var (compared, leaks) = (ImmutableArray.CreateBuilder<ComparedSets>(), ImmutableArray.CreateBuilder<LeakageFinding>());
        foreach (var fold in plan.Folds)
        {
            MarkedImage[] validation = [.. fold.Validation.Select(session => images[session.Image])];
            var found = search.Find(validation, [.. fold.Train.Select(session => images[session.Image])]);
            compared.Add(new ComparedSets(fold.Fold, "validation", "train", validation.Length, null, found.Nearest));
            leaks.AddRange(found.Copies.Select(copy => Leak(copy, LeakageKind.SameImage, LeakageKind.NearCopy, fold.Fold, "validation")));
            leaks.AddRange(Repeated(images, fold.Fold, "train", fold.Train));
            leaks.AddRange(Repeated(images, fold.Fold, "validation", fold.Validation));
            foreach (var source in sources.Where(source => source.People(fold.Fold) is not null))
            {
                var copies = source.Learned(fold.Fold) is { } learned ? search.Find(validation, learned) : new CopiesFound([], null);
                compared.Add(new ComparedSets(fold.Fold, "validation", "train", validation.Length, source.Root, copies.Nearest));
                leaks.AddRange(copies.Copies.Select(copy => Leak(copy, LeakageKind.SourceImage, LeakageKind.SourceNearCopy, fold.Fold, "validation") with { Source = source.Root }));
            }
        }

        return new LeakageReport(compared.ToImmutable(), leaks.ToImmutable());
    }

    /// <summary>A copy as a leak.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="same">Its kind when the voxels are the same.</param>
    /// <param name="near">Its kind when they are nearly.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="set">Name of the set that is tested.</param>
    internal static LeakageFinding Leak(ImageCopy copy, LeakageKind same, LeakageKind near, FoldIndex fold, string set) => new(
        copy.Distance is null ? same : near,
        fold,
        new(set, copy.Tested.Person.Participant, copy.Tested.SessionId),
        new("train", copy.Learned.Person.Participant, copy.Learned.SessionId))
    {
        Distance = copy.Distance,
    };

    private static IEnumerable<LeakageFinding> Repeated(MarkedImage[] images, FoldIndex fold, string set, ImmutableArray<PlannedSession> sessions)
    {
        foreach (var same in sessions.GroupBy(session => images[session.Image].Mark.Voxels))
        {
            var first = same.First();
            foreach (var again in same.Skip(1))
            {
                yield return new LeakageFinding(again.Label == first.Label ? LeakageKind.RepeatedImage : LeakageKind.OtherLabel, fold, Place(again), Place(first));
            }
        }

        LeakagePlace Place(PlannedSession session) => new(set, images[session.Image].Person.Participant, images[session.Image].SessionId);
    }
}
