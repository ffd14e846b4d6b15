using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Results;

/// <summary>What ClinicaDL 1.x calls the figures that best models are selected by.</summary>
internal static class MapsMetrics
{
    /// <summary><c>BA</c> or <c>loss</c>.</summary>
    public static string Term(Selection selection) => selection == Selection.BestLoss ? "loss" : "BA";

    /// <summary>Those of a list that are known here; other best models are not looked at.</summary>
    public static IEnumerable<Selection> Known(IEnumerable<string> terms) => Enum.GetValues<Selection>().Where(selection => terms.Contains(Term(selection)));
}
