namespace SliceActors.Scoring.Estimates;

/// <summary>A validation set without the people of a pair.</summary>
/// <param name="people">The set.</param>
internal sealed class LeftOut(ValidationPeople people)
{
    private readonly int[] sessions = new int[people.Labels.Length];
    private int count;

    /// <summary>All sessions of the two, which do not count.</summary>
    public ReadOnlySpan<int> Sessions => sessions.AsSpan(0, count);

    /// <summary>Sessions of class 1 that are left.</summary>
    public int Positives { get; private set; }

    /// <summary>Sessions of class 0 that are left.</summary>
    public int Negatives { get; private set; }

    /// <summary>Leaves the people of two sessions out.</summary>
    /// <param name="positive">A session of class 1.</param>
    /// <param name="negative">A session of class 0.</param>
    /// <returns>Whether sessions of both classes are left.</returns>
    public bool Leave(int positive, int negative)
    {
        var (first, second) = (people.Participants[positive], people.Participants[negative]);
        people.Sessions[first].CopyTo(sessions, 0);
        count = people.Sessions[first].Length;
        if (second != first)
        {
            people.Sessions[second].CopyTo(sessions, count);
            count += people.Sessions[second].Length;
        }

        (Positives, Negatives) = (people.Positives.Length, people.Negatives.Length);
        foreach (var session in Sessions)
        {
            if (people.Labels[session] == 1)
            {
                Positives--;
            }
            else
            {
                Negatives--;
            }
        }

        return Positives > 0 && Negatives > 0;
    }
}
