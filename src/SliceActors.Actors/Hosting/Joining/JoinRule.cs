namespace SliceActors.Actors.Hosting.Joining;

/// <summary>
/// Which seed founds a cluster and which joins one, so that there are never two. Only true for whoever holds the lock of the generation, and until it is let go.
/// </summary>
internal static class JoinRule
{
    /// <summary>What to do next.</summary>
    /// <param name="situation">How things are.</param>
    /// <param name="silence">After how long without a heartbeat a seed is taken for dead.</param>
    public static JoinStep Decide(JoinSituation situation, TimeSpan silence)
    {
        var (generation, own, others, standing, unbroken) = situation;

        // Also when it is no member yet: what it was told to join may still let it in.
        if (own.Generation != 0 && own.Generation < generation)
            return new JoinStep.Renew();
        if (standing is SeatStanding.Gone)
            return new JoinStep.Wait();
        if (standing is not SeatStanding.Outside)
            return new JoinStep.Stay();
        if (own.State is SeedState.Founding && own.Generation == generation)
            return new JoinStep.Found(generation);

        var members = others.Where(other => other.State is SeedState.Founding or SeedState.Up && other.Generation == generation).ToArray();
        var living = members.Where(member => member.Age < silence).ToArray();
        if (living.Length > 0)
            return new JoinStep.Join([.. living.Select(member => member.Address).Order(StringComparer.Ordinal)]);

        // When the database was away, everybody looks dead: others get as long to be heard as they would have had.
        return members.Length == 0 || unbroken >= silence ? new JoinStep.Found(generation + 1) : new JoinStep.Wait();
    }

    /// <summary>The row of a seed that takes a step.</summary>
    /// <param name="situation">How things are.</param>
    /// <param name="step">What it does.</param>
    public static SeedRow Row(JoinSituation situation, JoinStep step) => step switch
    {
        JoinStep.Found found => situation.Own with { State = SeedState.Founding, Generation = found.Generation },
        JoinStep.Join => situation.Own with { State = SeedState.Waiting, Generation = situation.Generation },
        JoinStep.Stay when situation.Standing is SeatStanding.Up => situation.Own with { State = SeedState.Up },
        JoinStep.Stay => situation.Own,
        _ => situation.Own with { State = SeedState.Waiting },
    };
}
