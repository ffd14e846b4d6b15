namespace SliceActors.Runs.Outcomes;

/// <summary>The words that tables and JSON use for the kinds of figures.</summary>
public static class EstimateTerms
{
    /// <summary><c>leave_pair_out</c>, <c>selected_on_same_people</c> or <c>last_epoch</c>.</summary>
    public static string Term(this EstimateKind value) => value switch
    {
        EstimateKind.LeavePairOut => "leave_pair_out",
        EstimateKind.SelectedOnSamePeople => "selected_on_same_people",
        EstimateKind.LastEpoch => "last_epoch",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
