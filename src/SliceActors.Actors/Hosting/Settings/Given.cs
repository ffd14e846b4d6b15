namespace SliceActors.Actors.Hosting.Settings;

/// <summary>What was said about a setting.</summary>
/// <param name="Words">One for a value, any number for a list.</param>
/// <param name="Where">Option, variable or file that said it.</param>
/// <param name="Folder">What relative paths in it are relative to.</param>
internal sealed record Given(IReadOnlyList<string> Words, string Where, string Folder)
{
    /// <summary>The value; empty when nothing was said.</summary>
    public string Word => string.Join(' ', Words);
}
