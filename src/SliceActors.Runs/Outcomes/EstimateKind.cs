namespace SliceActors.Runs.Outcomes;

/// <summary>How image-level figures of a validation set came about. The numbers are in journals and never change.</summary>
public enum EstimateKind
{
    /// <summary>Leave-pair-out: epochs and weights of a vote were chosen without the people that it is judged by.</summary>
    LeavePairOut = 0,

    /// <summary>The rule as it is documented: epochs and weights were chosen by the people that the vote is judged by, which flatters it.</summary>
    SelectedOnSamePeople = 1,

    /// <summary>The last epoch of each network, all slices with equal weights: nothing was chosen.</summary>
    LastEpoch = 2,
}
