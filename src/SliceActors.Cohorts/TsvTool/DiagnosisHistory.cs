using System.Collections.Immutable;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>The diagnoses of a participant over time.</summary>
internal sealed class DiagnosisHistory
{
    private readonly ImmutableArray<(Visit Visit, string Diagnosis)> states;

    /// <summary>Orders sessions by time and fills gaps: a session without diagnosis has that of its neighbours in time when both sides agree, else it is dropped.</summary>
    public DiagnosisHistory(IEnumerable<DatedDiagnosis> sessions)
    {
        var ordered = sessions.OrderBy(session => session.Visit.Month).ToList();
        states =
        [
            .. ordered.Select((session, index) => (session.Visit, Diagnosis: session.Diagnosis ?? Between(ordered, index)))
                .Where(state => state.Diagnosis is not null).Select(state => (state.Visit, state.Diagnosis!)),
        ];
    }

    /// <summary>Number of sessions whose diagnosis is known or filled.</summary>
    public int Count => states.Length;

    /// <summary>How often the diagnosis changes from one session to the next.</summary>
    public int Changes => Enumerable.Range(1, Math.Max(Count - 1, 0)).Count(index => states[index].Diagnosis != states[index - 1].Diagnosis);

    /// <summary>A session, the earliest being 0.</summary>
    public Visit Visit(int index) => states[index].Visit;

    /// <summary>The diagnosis at a session.</summary>
    public string Diagnosis(int index) => states[index].Diagnosis;

    /// <summary>The diagnosis some months after a session.</summary>
    /// <param name="index">The session.</param>
    /// <param name="horizon">Months, 0 or more.</param>
    /// <returns>
    /// That of the session at that time. Between two sessions that of the earlier one, unless this is MCI: then MCI when the later one is MCI. After the
    /// last session that of the last one, unless this is MCI. Null when that leaves it open.
    /// </returns>
    public string? After(int index, int horizon)
    {
        var month = (long)states[index].Visit.Month + horizon;
        var last = index;
        while (last + 1 < Count && states[last + 1].Visit.Month <= month)
        {
            last++;
        }

        var diagnosis = states[last].Diagnosis;
        if (states[last].Visit.Month == month || diagnosis != LabelRules.Mci)
        {
            return diagnosis;
        }

        return last + 1 < Count && states[last + 1].Diagnosis == LabelRules.Mci ? LabelRules.Mci : null;
    }

    private static string? Between(List<DatedDiagnosis> ordered, int index)
    {
        var before = ordered.Take(index).LastOrDefault(session => session.Diagnosis is not null).Diagnosis;
        var after = ordered.Skip(index + 1).FirstOrDefault(session => session.Diagnosis is not null).Diagnosis;
        return before == after ? before : null;
    }
}
