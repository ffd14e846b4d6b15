namespace SliceActors.Runs.Files;

/// <summary>How much of a new file is on the disk when writing returns; the rest is with the operating system, and the caller sees to it.</summary>
public enum Flushing
{
    /// <summary>The content and the entry of the folder: the file is durable.</summary>
    Everything,

    /// <summary>The content: one flush of the folder makes several files durable.</summary>
    Content,

    /// <summary>Nothing: for what may never have to be durable.</summary>
    Nothing,
}
