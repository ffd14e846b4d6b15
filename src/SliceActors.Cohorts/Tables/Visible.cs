using System.Globalization;
using System.Text;

namespace SliceActors.Cohorts.Tables;

/// <summary>Shows what a cell holds, characters included that a person cannot see and a program does not take for nothing.</summary>
internal static class Visible
{
    // Letters and marks by category that no font draws.
    private static readonly HashSet<int> Blanks = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Whether text can be part of file names, and of tables that quote nothing, and shows all its characters.</summary>
    public static bool IsName(string text) => text.EnumerateRunes().All(rune => IsVisible(rune) && rune.Value is not ('/' or '\\' or '"' or ' ' or 0xFFFD));

    /// <summary>The text; characters that cannot be seen as <c>&lt;U+200B&gt;</c>.</summary>
    public static string Text(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => IsVisible(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>")));

    /// <summary>The text in quotation marks; where it has characters that cannot be seen, with the remark that it has.</summary>
    public static string Quoted(string text)
    {
        var shown = Text(text);
        return shown == text ? $"'{text}'" : $"'{shown}', with a character that cannot be seen";
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || !(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF
        || Blanks.Contains(rune.Value));
}
