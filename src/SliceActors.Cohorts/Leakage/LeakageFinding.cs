using SliceActors.Runs.Ids;

namespace SliceActors.Cohorts.Leakage;

/// <summary>One leak.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Fold">The fold; null when it is not about one.</param>
/// <param name="Tested">Whom the networks are tested by: set, participant, session.</param>
/// <param name="Known">Whom they know: set, participant, session.</param>
public sealed record LeakageFinding(LeakageKind Kind, FoldIndex? Fold, LeakagePlace Tested, LeakagePlace Known)
{
    /// <summary>Distance of two images in parts of what is usual between people; null when it was not measured.</summary>
    public double? Distance { get; init; }

    /// <summary>How many sessions it is about.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>How often sessions were looked at; null when it is not about that.</summary>
    public int? Times { get; init; }

    /// <summary>Folder of the results that know; null when it is this study.</summary>
    public string? Source { get; init; }
}

/// <summary>Where a leak shows.</summary>
/// <param name="Set"><c>train</c>, <c>validation</c>, or the name of a group.</param>
/// <param name="ParticipantId"><c>sub-…</c>; empty when it is about the whole set.</param>
/// <param name="SessionId"><c>ses-…</c>; empty when it is about the participant.</param>
public readonly record struct LeakagePlace(string Set, string ParticipantId = "", string SessionId = "");

/// <summary>Two sets that were compared.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Tested">Name of the tested set.</param>
/// <param name="Known">Name of the set that networks know.</param>
/// <param name="Sessions">Sessions of the tested set.</param>
/// <param name="Source">Folder of the results that know; null when it is this study.</param>
/// <param name="Nearest">Smallest distance of two images of different people that are no copies, in parts of what is usual; null when images were not compared.</param>
public sealed record ComparedSets(FoldIndex Fold, string Tested, string Known, int Sessions, string? Source, double? Nearest);
