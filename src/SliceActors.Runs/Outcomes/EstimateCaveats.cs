namespace SliceActors.Runs.Outcomes;

/// <summary>What keeps a figure from being free of selection, whatever was left out. The numbers are in journals and never change.</summary>
[Flags]
public enum EstimateCaveats
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Early stopping looked at the validation set.</summary>
    EarlyStopping = 1,

    /// <summary>The networks started from those of another study, which may have seen people of the validation set.</summary>
    TransferSource = 2,

    /// <summary>Participants are in training and in validation.</summary>
    LeakedParticipants = 4,
}
