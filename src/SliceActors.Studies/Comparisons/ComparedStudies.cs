using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Comparisons;

namespace SliceActors.Studies.Comparisons;

/// <summary>Results that were compared with each other.</summary>
/// <param name="Set">On what: <c>validation</c>, the name of a set that <c>predict</c> was applied to, or <c>tables</c>.</param>
/// <param name="Comparisons">Every result with every other.</param>
public sealed record ComparedStudies(string Set, ImmutableArray<Comparison> Comparisons)
{
    /// <summary>Reads results and compares them; writes nothing.</summary>
    /// <param name="request">The results.</param>
    /// <exception cref="BadInputException">Results are absent, damaged, or cannot be compared; holds all findings.</exception>
    /// <exception cref="Folders.BookkeepingException">What describes a run is missing, cut or damaged.</exception>
    public static ComparedStudies Of(ComparisonRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new List<Finding>();
        CheckNames(request, findings);
        var compared = findings.Count > 0 ? null : request.Group is null && !request.Results.Any(File.Exists) ? Validation(request, findings) : HeldOut(request, findings);
        return compared is not null && findings.Count == 0 ? compared : throw new BadInputException(findings);
    }

    private static ComparedStudies? Validation(ComparisonRequest request, List<Finding> findings)
    {
        List<ValidationResult?> read = [.. request.Results.Zip(ResultNames.Of(request.Results), (path, name) => ValidationReader.Read(path, name, request.Selection, findings))];
        return findings.Count > 0 ? null : new ComparedStudies("validation", PairwiseComparisons.Of([.. read.OfType<ValidationResult>()], ValidationComparison.Of, findings));
    }

    private static ComparedStudies? HeldOut(ComparisonRequest request, List<Finding> findings)
    {
        List<HeldOutResult?> read = [.. request.Results.Zip(ResultNames.Of(request.Results), (path, name) => HeldOutReader.Read(path, name, request.Group, request.Selection, findings))];
        return findings.Count > 0 ? null : new ComparedStudies(request.Group ?? "tables", PairwiseComparisons.Of([.. read.OfType<HeldOutResult>()], HeldOutComparison.Of, findings));
    }

    private static void CheckNames(ComparisonRequest request, List<Finding> findings)
    {
        foreach (var twice in request.Results.GroupBy(RealPath.Of).Where(same => same.Count() > 1))
        {
            findings.Add(new Finding(twice.Key, null, $"named {(twice.Count() == 2 ? "twice" : $"{twice.Count()} times")}", "each result once"));
        }

        if (request.Group is "train" or "validation")
        {
            findings.Add(new Finding("--group", null, request.Group, "the PREFIX_OUTPUT of a predict; the validation sets are compared without --group"));
        }

        if (request.Group is not null && request.Results.All(File.Exists))
        {
            findings.Add(new Finding("--group", null, $"{request.Group}, with tables only", "a folder of results among them: a table is compared as it is"));
        }
    }
}
