namespace SliceActors.Studies.Explanations;

/// <summary>A group of images that have a mean map.</summary>
/// <param name="Column">What makes the group: <c>class</c>, or a column of the tables of sessions.</param>
/// <param name="Value">Its value, as it is written.</param>
public sealed record ImageGroup(string Column, string Value)
{
    /// <summary>The word that files go by: what no file system objects to.</summary>
    public string Word => string.Concat($"{Column}-{Value}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
}
