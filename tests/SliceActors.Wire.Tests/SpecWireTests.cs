using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Wire.Tests;

public sealed class SpecWireTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_property_of_a_spec_is_lost_on_the_wire(bool onTop) => Assert.All(
        Enum.GetValues<NetworkType>().SelectMany(networkType => ChangedSpecs.Each(networkType, onTop)),
        changed =>
        {
            var back = SpecMapping.FromProto(SpecMapping.ToProto(changed.After));
            Same.Content(changed.After, back);
            Assert.Equal(changed.After.Digest(), back.Digest());
        });

    [Fact]
    public void What_was_not_given_stays_not_given()
    {
        var spec = TestStudy.Spec();
        Assert.Equal(spec.Digest(), SpecMapping.FromProto(SpecMapping.ToProto(spec)).Digest());
    }
}
