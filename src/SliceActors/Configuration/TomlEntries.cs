using System.Globalization;
using SliceActors.Runs.Errors;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace SliceActors.Configuration;

/// <summary>The entries of a TOML file; a section is an entry whose value is a table.</summary>
internal static class TomlEntries
{
    /// <param name="text">Content of the file.</param>
    /// <param name="path">The file, for findings.</param>
    /// <param name="findings">Gets every line that is no TOML.</param>
    public static IReadOnlyList<Entry> Read(string text, string path, ICollection<Finding> findings)
    {
        // Keys that are given twice are left to the caller: it knows which keys are the same option.
        var document = SyntaxParser.Parse(text, path, validate: false);
        foreach (var trouble in document.Diagnostics)
        {
            findings.Add(new Finding(path, trouble.Span.Start.Line + 1, trouble.Message, "TOML, such as batch_size = 8"));
        }

        return document.HasErrors
            ? []
            : [
                .. document.KeyValues.Select(pair => new Entry(Name(pair.Key), Line(pair), Value(pair.Value))),
                .. document.Tables.Select(table => new Entry(Name(table.Name), Line(table), Table(table.Items))),
            ];
    }

    private static int Line(SyntaxNode node) => node.Span.Start.Line + 1;

    private static string Name(KeySyntax? key) =>
        key is { Key: StringValueSyntax { Value: { } quoted }, DotKeys.ChildrenCount: 0 } ? quoted : $"{key}".Trim();

    private static KeptValue.Table Table(IEnumerable<KeyValueSyntax> pairs) => new([.. pairs.Select(pair => (Name(pair.Key), Value(pair.Value)))]);

    private static KeptValue Value(ValueSyntax? value) => value switch
    {
        BooleanValueSyntax flag => new KeptValue.Flag(flag.Value),
        StringValueSyntax text => new KeptValue.Text(text.Value ?? string.Empty),
        IntegerValueSyntax number => new KeptValue.Number(number.Value.ToString(CultureInfo.InvariantCulture)),
        FloatValueSyntax number => new KeptValue.Number(number.Value.ToString("R", CultureInfo.InvariantCulture)),
        ArraySyntax array => new KeptValue.Many([.. array.Items.Select(item => Value(item.Value))]),
        InlineTableSyntax table => Table(table.Items.Select(item => item.KeyValue!)),
        _ => new KeptValue.Other($"{value}".Trim()),
    };
}
