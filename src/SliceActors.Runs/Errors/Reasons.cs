using System.Globalization;

namespace SliceActors.Runs.Errors;

/// <summary>Keeps reasons so short that they can be sent, stored and read: what is wrong with ten thousand images is one of them.</summary>
public static class Reasons
{
    private const int MostCharacters = 4000;

    /// <summary>The reason, or its beginning and how much is missing.</summary>
    /// <param name="reason">A sentence, or many.</param>
    /// <param name="most">Most characters of it that are kept.</param>
    public static string Cut(string reason, int most = MostCharacters)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (reason.Length <= most)
        {
            return reason;
        }

        // Half of a character is none.
        var kept = char.IsHighSurrogate(reason[most - 1]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{reason[..kept]} … ({reason.Length - kept} more characters)");
    }
}
