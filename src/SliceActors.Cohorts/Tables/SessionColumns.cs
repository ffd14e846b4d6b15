namespace SliceActors.Cohorts.Tables;

/// <summary>Names of the columns that every table of sessions has.</summary>
internal static class SessionColumns
{
    /// <summary>Column of participants.</summary>
    public const string Participant = "participant_id";

    /// <summary>Column of sessions.</summary>
    public const string Session = "session_id";

    /// <summary>Column of labels.</summary>
    public const string Diagnosis = "diagnosis";
}
