using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>The class of each label: those built in and those of <c>--label_code</c>.</summary>
internal sealed class LabelCodes
{
    private static readonly Dictionary<string, int> BuiltIn = new(StringComparer.Ordinal)
    {
        ["CN"] = 0,
        ["sMCI"] = 0,
        ["AD"] = 1,
        ["BV"] = 1,
        ["MCI"] = 1,
        ["pMCI"] = 1,
    };

    private readonly SortedDictionary<string, int> codes;

    /// <summary>Joins the labels of the user to those built in.</summary>
    /// <param name="data">Holds the user's labels.</param>
    /// <param name="findings">Receives codes that are no class, and other classes for built-in labels.</param>
    /// <param name="builtIn">Whether there are labels built in; without, those of the data are all.</param>
    public LabelCodes(DataSpec data, ICollection<Finding> findings, bool builtIn = true)
    {
        codes = new(builtIn ? BuiltIn : [], StringComparer.Ordinal);
        foreach (var (name, code) in data.LabelCode)
        {
            if (code is not (0 or 1))
            {
                findings.Add(new Finding("--label_code", null, $"{name}={code}", "a class is 0 or 1"));
            }
            else if (builtIn && BuiltIn.TryGetValue(name, out var known) && known != code)
            {
                findings.Add(new Finding("--label_code", null, $"{name}={code}", $"{name} is built in as class {known}; give the others another name"));
            }

            codes[name] = code;
        }
    }

    /// <summary><c>AD=1, BV=1, CN=0, …</c></summary>
    public string Known => string.Join(", ", codes.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The class of a label; null when it is unknown.</summary>
    public int? Of(string diagnosis) => codes.TryGetValue(diagnosis, out var code) ? code : null;
}
