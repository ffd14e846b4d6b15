using System.Collections.Immutable;
using System.Reflection;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Wire.Tests;

public sealed class SpecWireTests
{
    private int number = 1;

    [Fact]
    public void No_property_of_a_spec_is_lost_on_the_wire()
    {
        var spec = TestStudy.Spec();
        Change(spec);
        var back = SpecMapping.FromProto(SpecMapping.ToProto(spec));
        Same.Content(spec, back);
        Assert.Equal(spec.Digest(), back.Digest());
    }

    [Fact]
    public void What_was_not_given_stays_not_given()
    {
        var spec = TestStudy.Spec();
        Assert.Equal(spec.Digest(), SpecMapping.FromProto(SpecMapping.ToProto(spec)).Digest());
    }

    /// <summary>Gives each property, here and below, a value that it does not have yet.</summary>
    private void Change(object spec)
    {
        foreach (var property in spec.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var before = property.GetValue(spec);
            if (property.PropertyType.Name.EndsWith("Spec", StringComparison.Ordinal))
            {
                Change(before!);
                continue;
            }

            var after = Another(property.PropertyType, before);
            Assert.NotEqual(before, after);
            property.SetValue(spec, after);
        }
    }

    private object Another(Type type, object? before)
    {
        number++;
        return type switch
        {
            _ when type == typeof(string) => $"text {number}",
            _ when type == typeof(bool) => !(bool)before!,
            _ when type == typeof(int) || type == typeof(int?) => 1000 + number,
            _ when type == typeof(long) => long.MaxValue - number,
            _ when type == typeof(double) => number + 0.1,
            _ when type.IsEnum => Enum.GetValues(type).Cast<object>().Last(value => !value.Equals(before)),
            _ when type == typeof(ImmutableArray<string>) => ImmutableArray.Create("MCI", $"text {number}"),
            _ when type == typeof(ImmutableArray<int>) => ImmutableArray.Create(3, number),
            _ when type == typeof(ImmutableArray<Augmentation>) => ImmutableArray.Create(Enum.GetValues<Augmentation>()),
            _ when type == typeof(ImmutableSortedDictionary<string, int>) =>
                ((ImmutableSortedDictionary<string, int>)before!).Add("b", 1).Add("B", 0).Add("a", 0),
            _ => throw new NotSupportedException($"Teach this test to change a {type}."),
        };
    }
}
