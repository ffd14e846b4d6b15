using System.CommandLine;
using System.Globalization;
using SliceActors.Options;

namespace SliceActors.Configuration;

/// <summary>What a command line would say in place of a file's value.</summary>
internal static class OptionWords
{
    /// <summary>The words: <c>--name=value</c> of an option, as often as it has values, and the bare value of an argument.</summary>
    /// <param name="symbol">The option or argument.</param>
    /// <param name="value">Its value.</param>
    /// <param name="folder">Folder that relative paths start from; null to leave them as they are.</param>
    /// <returns>Null when the value is of a wrong kind.</returns>
    public static IReadOnlyList<string>? Of(Symbol symbol, KeptValue value, string? folder) => (symbol, value) switch
    {
        (Argument, KeptValue.Text { Word.Length: > 0 } text) => [Rooted(symbol, text.Word, folder)],
        (Option { Arity.MaximumNumberOfValues: 0 } option, KeptValue.Flag flag) => flag.IsOn ? [option.Name] : [],
        (Option { Arity.MaximumNumberOfValues: 0 } option, KeptValue.Number number) when option.ValueType == typeof(int) && int.TryParse(number.Word, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times < 10 =>
            [.. Enumerable.Repeat(option.Name, times)],
        (Option { Arity.MaximumNumberOfValues: 0 }, _) => null,
        (Option option, KeptValue.Flag flag) when IsFlag(option) => [$"{option.Name}={flag}"],
        (Option { AllowMultipleArgumentsPerToken: true } option, KeptValue.Table { Entries.Count: > 0 } table) when TakesPairs(option) =>
            table.Entries.All(entry => entry.Value is KeptValue.Number) ? [.. table.Entries.Select(entry => $"{option.Name}={entry.Name}={entry.Value}")] : null,
        (Option { AllowMultipleArgumentsPerToken: true } option, KeptValue.Many { Values.Count: > 0 } many) =>
            many.Values.Select(item => One(option, item, folder)).OfType<string>().ToList() is var words && words.Count == many.Values.Count ? words : null,
        (Option option, _) => One(option, value, folder) is { } word ? [word] : null,
        _ => null,
    };

    /// <summary>What a value has to be.</summary>
    public static string Expected(Symbol symbol) => symbol switch
    {
        Option { Arity.MaximumNumberOfValues: 0 } counted => counted.ValueType == typeof(int) ? "true, false, or how often" : "true or false",
        Option option when IsFlag(option) => "true or false",
        Option { AllowMultipleArgumentsPerToken: true } option => TakesPairs(option) ? "a list of texts, or a table of 0 and 1" : IsText(option) ? "a text, or a list of texts" : $"{Kind(option)}, or a list of such",
        Option option => Kind(option),
        _ => "a text, not empty",
    };

    private static string? One(Option option, KeptValue value, string? folder) => value switch
    {
        KeptValue.Text { Word.Length: > 0 } text when IsText(option) || IsAxis(option) => $"{option.Name}={Rooted(option, text.Word, folder)}",
        KeptValue.Number number when !IsText(option) && !IsFlag(option) && IsFinite(number) => $"{option.Name}={number.Word}",
        _ => null,
    };

    private static string Rooted(Symbol symbol, string word, string? folder) => folder is null ? word : PathWords.Rooted(symbol, word, folder);

    private static string Kind(Option option) =>
        IsText(option) ? "a text, not empty" : IsAxis(option) ? "0 or sagittal, 1 or coronal, 2 or axial" : Element(option) == typeof(double) ? "a number" : "a whole number";

    private static bool IsFinite(KeptValue.Number number) => double.TryParse(number.Word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);

    private static bool IsFlag(Option option) => option.ValueType == typeof(bool);

    private static bool IsText(Option option) => Element(option) == typeof(string);

    private static bool IsAxis(Option option) => option.HelpName == OptionKinds.AxisHelpName;

    private static bool TakesPairs(Option option) => option.HelpName == OptionKinds.PairsHelpName;

    private static Type Element(Option option) => option.ValueType.GetElementType() ?? Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
}
