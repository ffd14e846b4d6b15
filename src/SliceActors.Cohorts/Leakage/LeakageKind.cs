namespace SliceActors.Cohorts.Leakage;

/// <summary>Ways in which what is tested may be known already.</summary>
public enum LeakageKind
{
    /// <summary>The same session is in training and validation of a fold.</summary>
    SameSession,

    /// <summary>Another session of a participant is.</summary>
    SameParticipant,

    /// <summary>The same voxels are, under two names.</summary>
    SameImage,

    /// <summary>Two images are that differ much less than those of different people.</summary>
    NearCopy,

    /// <summary>The same voxels are in one set twice, with two labels.</summary>
    OtherLabel,

    /// <summary>The same voxels are in one set twice.</summary>
    RepeatedImage,

    /// <summary>A participant of a set that was held out is in the folds.</summary>
    HeldOutUsed,

    /// <summary>What the networks start from learned from a participant of the validation set.</summary>
    SourceParticipant,

    /// <summary>What the networks start from learned from an image of the validation set, under another name.</summary>
    SourceImage,

    /// <summary>What the networks start from learned from an image that is nearly one of the validation set.</summary>
    SourceNearCopy,

    /// <summary>What the networks start from learned from a participant of that id in another CAPS.</summary>
    SourceNamesake,

    /// <summary>Epochs of what the networks start from were chosen by a participant of the validation set.</summary>
    SourceChosen,

    /// <summary>Whom the networks that these start from learned from is not recorded.</summary>
    SourceUnknown,

    /// <summary>The networks learned from a participant of the group that they are applied to.</summary>
    GroupParticipant,

    /// <summary>The networks learned from an image of the group, under another name.</summary>
    GroupImage,

    /// <summary>The networks learned from an image that is nearly one of the group.</summary>
    GroupNearCopy,

    /// <summary>The networks learned from a participant of that id in another CAPS.</summary>
    GroupNamesake,

    /// <summary>Epochs and weights of the vote were chosen by a participant of the group.</summary>
    GroupChosen,

    /// <summary>Whom the networks learned from is not recorded.</summary>
    GroupUnknown,

    /// <summary>Sessions of the group were predicted before with the same networks.</summary>
    LookedAt,
}
