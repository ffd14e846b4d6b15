using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Checks the name of the set that is left aside: it becomes part of folder names.</summary>
internal static class SubsetName
{
    /// <summary>Whether the name can be used; if not, says so.</summary>
    public static void Check(string name, ICollection<Finding> findings)
    {
        if (name.Length == 0 || name == "train" || name[0] == '.' || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')))
        {
            findings.Add(new Finding("--subset_name", null, $"'{name}'", "letters, digits, _ and -, other than train; train slice reads validation"));
        }
    }
}
