using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;

namespace SliceActors.Studies.Explanations;

/// <summary>Puts images into groups: by class, or by what a column of their tables says.</summary>
internal static class SubjectGroups
{
    /// <summary>More groups than anybody looks at: a column of numbers, or of names.</summary>
    private const int Most = 20;

    /// <summary>The images with their groups.</summary>
    /// <param name="subjects">The images.</param>
    /// <param name="column">The column; null for the classes.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    public static ImmutableArray<SubjectImage> Of(Subjects subjects, string? column, List<Finding> findings)
    {
        if (column is null)
        {
            return [.. subjects.Images.Select(image => image.Label is { } label ? image with { Group = new ImageGroup("class", label.ToString(CultureInfo.InvariantCulture)) } : image)];
        }

        if (subjects.Rows is not { } rows)
        {
            findings.Add(new Finding("--group_by", null, $"{column}, and {subjects.NoRows}", "the tables of sessions as they were when the study was trained"));
            return subjects.Images;
        }

        var cells = NamedColumn.Read(column, rows, findings);
        ImmutableArray<SubjectImage> images = [.. subjects.Images.Zip(cells, (image, cell) => image with { Group = new ImageGroup(column, cell) })];
        Check([.. subjects.Folds.SelectMany(fold => fold.Images).Distinct().Select(image => images[image].Group!).Distinct()], column, findings);
        return images;
    }

    private static void Check(IReadOnlyCollection<ImageGroup> groups, string column, List<Finding> findings)
    {
        if (groups.Count > Most)
        {
            findings.Add(new Finding("--group_by", null, $"{column}, which has {groups.Count} values", $"a column with at most {Most} values"));
            return;
        }

        foreach (var alike in groups.GroupBy(group => group.Word, StringComparer.OrdinalIgnoreCase).Where(alike => alike.Count() > 1))
        {
            findings.Add(new Finding("--group_by", null, $"{column}, whose values {string.Join(", ", alike.Select(group => $"'{group.Value}'"))} would go by one file name", "values that differ in letters or digits"));
        }
    }
}
