using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Tests.Specs;

public class FieldTermsTests
{
    [Fact]
    public void Every_value_has_the_word_that_the_field_uses()
    {
        Assert.Equal(["autoencoder", "cnn", "multicnn"], Enum.GetValues<NetworkType>().Select(value => value.Term()));
        Assert.Equal(["t1-linear", "t1-extensive", "t1-volume"], Enum.GetValues<Preprocessing>().Select(value => value.Term()));
        Assert.Equal(["best_balanced_accuracy", "best_loss"], Enum.GetValues<Selection>().Select(value => value.Term()));
        Assert.Equal(["train", "validation"], Enum.GetValues<DataSubset>().Select(value => value.Term()));
        Assert.Equal(["balanced_accuracy", "accuracy"], Enum.GetValues<VoteWeights>().Select(value => value.Term()));
        Assert.Equal(["tail", "all"], Enum.GetValues<TrainableLayers>().Select(value => value.Term()));
        Assert.Equal(["random", "weighted"], Enum.GetValues<SamplerKind>().Select(value => value.Term()));
        Assert.Equal(["sagittal", "coronal", "axial"], Enum.GetValues<SliceDirection>().Select(value => value.Term()));
    }

    [Fact]
    public void A_value_that_does_not_exist_has_no_word()
    {
        Assert.All<Action>(
            [
                () => ((NetworkType)99).Term(),
                () => ((Preprocessing)99).Term(),
                () => ((Selection)99).Term(),
                () => ((DataSubset)99).Term(),
                () => ((VoteWeights)99).Term(),
                () => ((TrainableLayers)99).Term(),
                () => ((SamplerKind)99).Term(),
                () => ((SliceDirection)99).Term(),
            ],
            term => Assert.Throws<ArgumentOutOfRangeException>(term));
    }
}
