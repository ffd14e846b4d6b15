using System.Globalization;

namespace SliceActors.Runs.Errors;

/// <summary>One thing that is wrong with the input.</summary>
/// <param name="Where">File, folder or option concerned.</param>
/// <param name="Line">Line of the file, the header being line 1; null when the finding is not about a line.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What would be right.</param>
public sealed record Finding(string Where, int? Line, string Found, string Expected)
{
    /// <summary><c>where:line: found; expected</c>.</summary>
    public override string ToString() =>
        Line is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"{Where}:{line}: {Found}; {Expected}")
            : $"{Where}: {Found}; {Expected}";
}
