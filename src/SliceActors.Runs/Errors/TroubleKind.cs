namespace SliceActors.Runs.Errors;

/// <summary>What kind of trouble ends a run that no single unit is to blame for. The numbers are in journals and never change.</summary>
public enum TroubleKind
{
    /// <summary>The input cannot be used: images that changed, tables that are gone.</summary>
    BadInput = 2,

    /// <summary>Something cannot be stored or read: disk full, journal gone, folder read-only.</summary>
    Storage = 3,

    /// <summary>The cluster does not answer.</summary>
    NotReachable = 6,
}
