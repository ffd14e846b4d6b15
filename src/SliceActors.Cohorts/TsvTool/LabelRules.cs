using System.Collections.Immutable;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Which sessions of a participant have a label.</summary>
public static class LabelRules
{
    internal const string Mci = "MCI";
    private const string StableMci = "sMCI";
    private const string ProgressiveMci = "pMCI";

    // Longer than any life: what MCI turns into at all.
    private const int AnyTime = 10_000;

    /// <summary>The labels that there are rules for.</summary>
    public static ImmutableArray<string> Known { get; } = ["AD", "BV", "CN", Mci, StableMci, ProgressiveMci];

    /// <summary>The sessions that have a label, by time.</summary>
    /// <param name="label">One of <see cref="Known"/>.</param>
    /// <param name="baseline">The participant's diagnosis at month 0; null when not known.</param>
    /// <param name="history">All that is known of the participant.</param>
    /// <param name="horizon">Months after which MCI counts as stable or progressive.</param>
    internal static IEnumerable<Visit> Sessions(string label, string? baseline, DiagnosisHistory history, int horizon)
    {
        if (label is not (Mci or StableMci or ProgressiveMci))
        {
            return baseline == label && history.Changes == 0 ? Enumerable.Range(0, history.Count).Select(history.Visit) : [];
        }

        if (baseline != Mci || history.Changes > 1)
        {
            return [];
        }

        var future = Enumerable.Range(0, history.Count).Where(index => history.Diagnosis(index) == Mci)
            .Select(index => (Visit: history.Visit(index), Diagnosis: history.After(index, label == Mci ? AnyTime : horizon))).ToList();
        var last = future[^1].Diagnosis;
        return label switch
        {
            Mci => last == "CN" ? [] : future.Select(state => state.Visit),
            StableMci => last is "CN" or "AD" ? [] : future.Where(state => state.Diagnosis == Mci).Select(state => state.Visit),
            _ => future.Where(state => state.Diagnosis == "AD").Select(state => state.Visit),
        };
    }
}
