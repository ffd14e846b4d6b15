using SliceActors.Cohorts.Leakage;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Leakage;

/// <summary>
/// A network that starts from one that has learned from the people it is validated on is not validated. Looks at the source, at what the source started from,
/// and so on, as far as it is recorded.
/// </summary>
internal static class TransferLeakage
{
    private const int NamesSaid = 5;

    /// <summary>Compares the people that the source of each fold learned from with those that the fold validates on.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="sources">What it starts from, as <see cref="KnownStudy.Ancestry"/> lists it.</param>
    /// <param name="plan">Who is in its folds.</param>
    /// <param name="findings">Gets leakage, unless the study allows it.</param>
    /// <param name="warnings">Gets leakage that is allowed, ids that may be those of the same people, epochs that were chosen by the same people, and sources whose people are not recorded.</param>
    /// <returns>All of it, participant after participant.</returns>
    public static IReadOnlyList<LeakageFinding> Check(RunSpec spec, IEnumerable<KnownStudy> sources, RunPlan plan, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        var leaks = new List<LeakageFinding>();
        foreach (var source in sources)
        {
            if (source.Results is null)
            {
                warnings.Add($"{source.Root}: nobody can tell any more whom these networks learned from, so whether this study validates on the same people is not known.");
                leaks.Add(new LeakageFinding(LeakageKind.SourceUnknown, null, new("validation"), new("train")) { Source = source.Root });
                continue;
            }

            var own = Of(plan, source);
            leaks.AddRange(own);
            Say(source.Root, own, spec.Data.AllowLeakage, findings, warnings);
        }

        return leaks;
    }

    private static List<LeakageFinding> Of(RunPlan plan, KnownStudy source)
    {
        var leaks = new List<LeakageFinding>();
        foreach (var fold in plan.Folds)
        {
            var own = FoldPeople.Of(plan, fold).Validation;
            if (source.People(fold.Fold) is not { } people)
            {
                leaks.Add(new LeakageFinding(LeakageKind.SourceUnknown, fold.Fold, new("validation"), new("train")) { Source = source.Root });
                continue;
            }

            Add(LeakageKind.SourceParticipant, "train", FoldPeople.Common(own, people.Train));
            Add(LeakageKind.SourceNamesake, "train", FoldPeople.Namesakes(own, people.Train));
            Add(LeakageKind.SourceChosen, "validation", FoldPeople.Common(own, people.Validation));

            void Add(LeakageKind kind, string set, IEnumerable<string> participants) => leaks.AddRange(participants.Select(participant =>
                new LeakageFinding(kind, fold.Fold, new("validation", participant), new(set, participant)) { Source = source.Root }));
        }

        return leaks;
    }

    private static void Say(string root, List<LeakageFinding> leaks, bool allowed, ICollection<Finding> findings, ICollection<string> warnings)
    {
        foreach (var leaked in leaks.Where(leak => leak.Kind == LeakageKind.SourceParticipant).GroupBy(leak => leak.Fold!.Value))
        {
            var found = $"its networks of fold {leaked.Key} learned from {leaked.Count()} of the participants that fold {leaked.Key} of this study validates on: {Names([.. leaked.Select(leak => leak.Tested.ParticipantId)])}";
            if (allowed)
            {
                warnings.Add($"{root}: {found}.");
            }
            else
            {
                findings.Add(new Finding(root, null, found, "networks that learned from none of them, such as those of the same folds; --allow_leakage accepts these"));
            }
        }

        if (Of(LeakageKind.SourceUnknown) is { Count: > 0 } unknown)
        {
            warnings.Add($"{root}: whom its networks of {Folds(unknown)} learned from is not recorded, so whether this study validates on the same people is not known.");
        }

        if (Of(LeakageKind.SourceNamesake) is { Count: > 0 } namesakes)
        {
            warnings.Add($"{root}: its networks of {Folds(namesakes)} learned from participants of another CAPS with ids that the same folds of this study validate on; if they are the same people, the validation is not independent of them.");
        }

        if (Of(LeakageKind.SourceChosen) is { Count: > 0 } chosen)
        {
            warnings.Add($"{root}: the best epochs of its networks of {Folds(chosen)} were chosen by people whom the same folds of this study validate on.");
        }

        List<FoldIndex> Of(LeakageKind kind) => [.. leaks.Where(leak => leak.Kind == kind).Select(leak => leak.Fold!.Value).Distinct()];
    }

    private static string Folds(List<FoldIndex> folds) => $"{(folds.Count == 1 ? "fold" : "folds")} {string.Join(", ", folds)}";

    private static string Names(IReadOnlyList<string> participants) =>
        participants.Count <= NamesSaid ? string.Join(", ", participants) : $"{string.Join(", ", participants.Take(NamesSaid))}, …";
}
