using System.CommandLine;
using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Options;

/// <summary>The kinds of options that commands have.</summary>
internal static class OptionKinds
{
    /// <summary>Stands behind the name of an option that is an axis.</summary>
    public const string AxisHelpName = "AXIS";

    /// <summary>Stands behind the name of an option whose values are pairs.</summary>
    public const string PairsHelpName = "NAME=CLASS";

    /// <summary>Given or not.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    /// <summary>One value.</summary>
    public static Option<T> Value<T>(string name, string description, string helpName, T defaultValue, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName, DefaultValueFactory = _ => defaultValue };

    /// <summary>One number, written with a point: the parser's own reading would take the comma of 0,1 for a separator of thousands.</summary>
    public static Option<double> Number(string name, string description, string helpName, double defaultValue, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !IsInfinite(text, out number))
            {
                result.AddError($"Cannot parse argument '{text}' for option '{name}' as a number, such as 0.1 or 1e-4.");
            }

            return number;
        },
    };

    // As Python writes it. It is a number that no option may have, and is refused with whatever else is wrong.
    private static bool IsInfinite(string text, out double number)
    {
        number = text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
        return text.TrimStart('-', '+').Equals("inf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An axis, by its number or its name.</summary>
    public static Option<int> Axis(string name, string description, int defaultValue, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description}: 0 or sagittal, 1 or coronal, 2 or axial.",
        HelpName = AxisHelpName,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Enum.GetValues<SliceDirection>().Where(direction => string.Equals(direction.Term(), text, StringComparison.OrdinalIgnoreCase)).Select(direction => (int?)direction).FirstOrDefault() is { } axis)
            {
                return axis;
            }

            if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                var names = Enum.GetValues<SliceDirection>().Select(direction => direction.Term());
                result.AddError($"{name}: {text}; expected: 0 (sagittal), 1 (coronal) or 2 (axial){Closest.Question(text, names)}");
            }

            return number;
        },
    };

    /// <summary>One or more values, up to the next option.</summary>
    public static Option<T[]> List<T>(string name, string description, string helpName, T[] defaultValue, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => defaultValue,
    };
}
