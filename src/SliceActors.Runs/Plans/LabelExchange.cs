using System.Collections.Immutable;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Plans;

/// <summary>
/// Exchanges labels among participants that are in the same sets of the same folds, so that each set keeps its number of participants of each class. All
/// sessions of a participant get the same label.
/// </summary>
public sealed class LabelExchange
{
    private readonly ImmutableArray<PlannedImage> images;
    private readonly ImmutableArray<ImmutableArray<(string Participant, int Label)>> groups;

    /// <param name="plan">The plan of the study, with its people.</param>
    public LabelExchange(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        images = plan.Images;
        var people = (
            from fold in plan.Folds
            from subset in Enum.GetValues<DataSubset>()
            from session in fold.Set(subset)
            group (Place: (fold.Fold, Subset: subset), session.Label) by images[session.Image].ParticipantId).ToList();
        Fixed = people.Where(person => person.Select(session => session.Label).Distinct().Count() > 1).Select(person => person.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        groups =
        [
            .. people.Where(person => !Fixed.Contains(person.Key))
                .GroupBy(
                    person => string.Join(' ', person.Select(session => session.Place).Distinct().Order().Select(place => $"{place.Fold}/{(int)place.Subset}")),
                    person => (person.Key, person.First().Label),
                    StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.OrderBy(person => person.Key, StringComparer.Ordinal).ToImmutableArray()),
        ];
    }

    /// <summary>Participants that keep their labels, because their sessions have different ones; sorted.</summary>
    public ImmutableSortedSet<string> Fixed { get; }

    /// <summary>A fold with exchanged labels.</summary>
    /// <param name="fold">A fold of the plan.</param>
    /// <param name="seed">Which exchange: the same in each fold for the same seed.</param>
    public FoldPlan Apply(FoldPlan fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(fold);
        var labels = Draw(seed);
        return fold with { Train = Exchanged(fold.Train), Validation = Exchanged(fold.Validation) };

        ImmutableArray<PlannedSession> Exchanged(ImmutableArray<PlannedSession> sessions) =>
            [.. sessions.Select(session => labels.TryGetValue(images[session.Image].ParticipantId, out var label) ? session with { Label = label } : session)];
    }

    private Dictionary<string, int> Draw(long seed)
    {
        var random = new CountedRandom(unchecked((ulong)seed));
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var drawn = group.Select(person => person.Label).ToArray();
            random.Shuffle<int>(drawn);
            foreach (var (person, label) in group.Zip(drawn))
            {
                labels.Add(person.Participant, label);
            }
        }

        return labels;
    }
}
