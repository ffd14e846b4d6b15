namespace SliceActors.Runs.Specs;

/// <summary>Pipeline that made the images; decides their file names in the CAPS.</summary>
public enum Preprocessing
{
    /// <summary><c>t1-linear</c>.</summary>
    T1Linear = 0,

    /// <summary><c>t1-extensive</c>.</summary>
    T1Extensive = 1,

    /// <summary><c>t1-volume</c>.</summary>
    T1Volume = 2,
}
