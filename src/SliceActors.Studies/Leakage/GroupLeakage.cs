using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Ids;

namespace SliceActors.Studies.Leakage;

/// <summary>People of a group whom the networks that are applied to it know: from their training, or from that of the networks which they started from.</summary>
internal static class GroupLeakage
{
    /// <summary>Compares ids.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="people">Who is in it.</param>
    /// <param name="studies">The study of the networks first, then what it started from.</param>
    /// <param name="folds">Its folds.</param>
    public static IReadOnlyList<LeakageFinding> OfPeople(string group, IReadOnlyCollection<(string? Caps, string Participant)> people, ImmutableArray<KnownStudy> studies, ImmutableArray<FoldIndex> folds)
    {
        var leaks = new List<LeakageFinding>();
        foreach (var study in studies)
        {
            foreach (var fold in folds)
            {
                if (study.People(fold) is not { } known)
                {
                    leaks.Add(Leak(LeakageKind.GroupUnknown, "train", string.Empty));
                    continue;
                }

                leaks.AddRange(FoldPeople.Common(people, known.Train).Select(participant => Leak(LeakageKind.GroupParticipant, "train", participant)));
                leaks.AddRange(FoldPeople.Namesakes(people, known.Train).Select(participant => Leak(LeakageKind.GroupNamesake, "train", participant)));
                leaks.AddRange(FoldPeople.Common(people, known.Validation).Select(participant => Leak(LeakageKind.GroupChosen, "validation", participant)));

                LeakageFinding Leak(LeakageKind kind, string set, string participant) =>
                    new(kind, fold, new(group, participant), new(set, participant)) { Source = SourceOf(studies, study) };
            }
        }

        return leaks;
    }

    /// <summary>Compares images, as far as those of the studies are recorded.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="images">Its images.</param>
    /// <param name="studies">The study of the networks first, then what it started from.</param>
    /// <param name="folds">Its folds.</param>
    public static LeakageReport OfImages(string group, IReadOnlyList<MarkedImage> images, ImmutableArray<KnownStudy> studies, ImmutableArray<FoldIndex> folds)
    {
        var (compared, leaks) = (ImmutableArray.CreateBuilder<ComparedSets>(), ImmutableArray.CreateBuilder<LeakageFinding>());
        foreach (var study in studies)
        {
            foreach (var fold in folds.Where(fold => study.People(fold) is not null))
            {
                var copies = study.Learned(fold) is { } learned ? CopySearch.Among(learned).Find(images, learned) : new CopiesFound([], null);
                compared.Add(new ComparedSets(fold, group, "train", images.Count, SourceOf(studies, study), copies.Nearest));
                leaks.AddRange(copies.Copies.Select(copy => ImageLeakage.Leak(copy, LeakageKind.GroupImage, LeakageKind.GroupNearCopy, fold, group) with { Source = SourceOf(studies, study) }));
            }
        }

        return new LeakageReport(compared.ToImmutable(), leaks.ToImmutable());
    }

    /// <summary>A sentence for each kind, fold or study.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyCollection<LeakageFinding> leaks)
    {
        foreach (var leaked in leaks.GroupBy(leak => (leak.Kind, leak.Source)))
        {
            var networks = leaked.Key.Source is { } source ? $"{source}, which these networks started from: " : string.Empty;
            var folds = string.Join(", ", leaked.Select(leak => leak.Fold!.Value).Distinct());
            switch (leaked.Key.Kind)
            {
                case LeakageKind.GroupParticipant:
                    foreach (var fold in leaked.GroupBy(leak => leak.Fold!.Value))
                    {
                        yield return $"{networks}fold {fold.Key}: its networks were trained with {fold.Count()} of these participants; what they say about them, and the mean of the folds, is not independent of that.";
                    }

                    break;
                case LeakageKind.GroupNamesake:
                    yield return $"{networks}fold {folds}: its networks learned from participants of another CAPS with ids of this group; if they are the same people, the predictions are not independent of them.";
                    break;
                case LeakageKind.GroupChosen:
                    yield return $"{networks}fold {folds}: epochs and weights of the vote were chosen by participants of this group.";
                    break;
                case LeakageKind.GroupUnknown:
                    yield return $"{networks}fold {folds}: whom its networks learned from is not recorded, so whether they know this group is not known.";
                    break;
                default:
                    yield return $"{networks}fold {folds}: {LeakageSentences.Found(leaked.Key.Kind, [.. leaked])}.";
                    break;
            }
        }
    }

    private static string? SourceOf(ImmutableArray<KnownStudy> studies, KnownStudy study) => ReferenceEquals(study, studies[0]) ? null : study.Root;
}
