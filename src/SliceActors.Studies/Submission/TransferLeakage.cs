using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Submission;

/// <summary>
/// A network that starts from one that has learned from the people it is validated on is not validated. Looks at the source, at what the source started from,
/// and so on, as far as it is recorded.
/// </summary>
internal static class TransferLeakage
{
    private const int NamesSaid = 5;

    /// <summary>Compares the people that the source of each fold learned from with those that the fold validates on.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="source">The source that it names.</param>
    /// <param name="plan">Who is in its folds.</param>
    /// <param name="findings">Gets leakage, unless the study allows it.</param>
    /// <param name="warnings">Gets leakage that is allowed, ids that may be those of the same people, epochs that were chosen by the same people, and sources whose people are not recorded.</param>
    public static void Check(RunSpec spec, ResultFolder source, RunPlan plan, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        var seen = new HashSet<string>(StringComparer.Ordinal) { source.Tree.Root };
        Check(spec.Data.AllowLeakage, plan, source, findings, warnings);
        for (var path = source.Options.TransferPath; path is not null && seen.Add(Path.GetFullPath(path)); path = source.Options.TransferPath)
        {
            if (TryOpen(path) is not { } earlier)
            {
                warnings.Add($"{path}: nobody can tell any more whom these networks learned from, so whether this study validates on the same people is not known.");
                return;
            }

            source = earlier;
            Check(spec.Data.AllowLeakage, plan, source, findings, warnings);
        }
    }

    private static void Check(bool allowed, RunPlan plan, ResultFolder source, ICollection<Finding> findings, ICollection<string> warnings)
    {
        var (unknown, namesakes, chosen) = (new List<FoldIndex>(), new List<FoldIndex>(), new List<FoldIndex>());
        var sourcePlan = FoldPeople.PlanOf(source.Tree, warnings);
        foreach (var fold in plan.Folds)
        {
            var own = FoldPeople.Of(plan, fold);
            if (FoldPeople.Of(source, sourcePlan, fold.Fold) is not { } people)
            {
                unknown.Add(fold.Fold);
                continue;
            }

            var leaked = FoldPeople.Common(own.Validation, people.Train);
            if (own.Validation.Select(person => person.Participant).Intersect(people.Train.Select(person => person.Participant)).Except(leaked).Any())
            {
                namesakes.Add(fold.Fold);
            }

            if (leaked.Count > 0)
            {
                var found = $"its networks of fold {fold.Fold} learned from {leaked.Count} of the participants that fold {fold.Fold} of this study validates on: {Names(leaked)}";
                if (allowed)
                {
                    warnings.Add($"{source.Tree.Root}: {found}.");
                }
                else
                {
                    findings.Add(new Finding(source.Tree.Root, null, found, "networks that learned from none of them, such as those of the same folds; --allow_leakage accepts these"));
                }
            }

            if (FoldPeople.Common(own.Validation, people.Validation).Count > 0)
            {
                chosen.Add(fold.Fold);
            }
        }

        if (unknown.Count > 0)
        {
            warnings.Add($"{source.Tree.Root}: whom its networks of {Folds(unknown)} learned from is not recorded, so whether this study validates on the same people is not known.");
        }

        if (namesakes.Count > 0)
        {
            warnings.Add($"{source.Tree.Root}: its networks of {Folds(namesakes)} learned from participants of another CAPS with ids that the same folds of this study validate on; if they are the same people, the validation is not independent of them.");
        }

        if (chosen.Count > 0)
        {
            warnings.Add($"{source.Tree.Root}: the best epochs of its networks of {Folds(chosen)} were chosen by people whom the same folds of this study validate on.");
        }
    }

    private static ResultFolder? TryOpen(string path)
    {
        try
        {
            return ResultFolder.Open(path);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    private static string Folds(List<FoldIndex> folds) => $"{(folds.Count == 1 ? "fold" : "folds")} {string.Join(", ", folds)}";

    private static string Names(IReadOnlyList<string> participants) =>
        participants.Count <= NamesSaid ? string.Join(", ", participants) : $"{string.Join(", ", participants.Take(NamesSaid))}, …";
}
