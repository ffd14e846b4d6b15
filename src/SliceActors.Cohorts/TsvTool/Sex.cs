namespace SliceActors.Cohorts.TsvTool;

/// <summary>Sex as tables give it.</summary>
internal enum Sex
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary><c>M</c>.</summary>
    Male,

    /// <summary><c>F</c>.</summary>
    Female,
}
