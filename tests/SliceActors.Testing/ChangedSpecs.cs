using System.Collections.Immutable;
using System.Reflection;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Testing;

/// <summary>A spec with one property changed, for each property there is: what every place has to know that writes, reads or compares specs.</summary>
public static class ChangedSpecs
{
    /// <summary>The names of all properties, for example <c>DataSpec.Baseline</c>.</summary>
    public static IReadOnlyList<string> Properties { get; } = [.. Below(TestStudy.Spec()).Select(place => Name(place.Property))];

    /// <summary>A spec for each property.</summary>
    /// <param name="networkType">What is trained.</param>
    /// <param name="onTop">Whether all other properties have been changed before.</param>
    /// <returns>The property, the spec before and after.</returns>
    public static IEnumerable<(string Property, RunSpec Before, RunSpec After)> Each(NetworkType networkType, bool onTop) => Properties.Select(property =>
    {
        var after = Made();
        Change(after, place => Name(place) == property);
        return (property, Made(), after);

        RunSpec Made()
        {
            var spec = TestStudy.Spec(networkType);
            Change(spec, place => onTop && place.Name != nameof(RunSpec.NetworkType));
            return spec;
        }
    });

    /// <summary>The values of a spec's properties as text, by name.</summary>
    public static IReadOnlyDictionary<string, string> Values(RunSpec spec) => Below(spec).ToDictionary(place => Name(place.Property), place => place.Property.GetValue(place.Owner) switch
    {
        System.Collections.IEnumerable list and not string => string.Join(' ', list.Cast<object>()),
        var value => FormattableString.Invariant($"{value}"),
    });

    private static void Change(RunSpec spec, Func<PropertyInfo, bool> which)
    {
        foreach (var ((owner, property), number) in Below(spec).Select((place, number) => (place, number)).ToList())
        {
            if (which(property))
            {
                property.SetValue(owner, Another(property.PropertyType, property.GetValue(owner), number));
            }
        }
    }

    private static IEnumerable<(object Owner, PropertyInfo Property)> Below(object spec) => spec.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.Name.EndsWith("Spec", StringComparison.Ordinal) ? Below(property.GetValue(spec)!) : [(spec, property)]);

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    /// <summary>A value that is allowed everywhere, and another one whenever it is asked for on top of itself.</summary>
    private static object Another(Type type, object? before, int number) => type switch
    {
        _ when type == typeof(string) => $"{before}text{number}",
        _ when type == typeof(bool) => !(bool)before!,
        _ when type == typeof(int) || type == typeof(int?) => ((int?)before ?? 0) + number + 3,
        _ when type == typeof(long) => (long)before! + number + 3,
        _ when type == typeof(double) => ((double)before! + 0.25 + (number * 0.001)) % 1,
        _ when type.IsEnum => Enum.GetValues(type).Cast<object>().Last(value => !value.Equals(before)),
        _ when type == typeof(Numerics) => new Numerics($"{(before as Numerics)?.Libtorch}text{number}", "AVX2", "AVX2", "AUTO", "fused", "CPU"),
        _ when type == typeof(ImmutableArray<string>) => ((ImmutableArray<string>)before!).Add($"text{number}"),
        _ when type == typeof(ImmutableArray<int>) => ((ImmutableArray<int>)before!).Add(number),
        _ when type == typeof(ImmutableArray<Augmentation>) => ((ImmutableArray<Augmentation>)before!).AddRange(Enum.GetValues<Augmentation>()),
        _ when type == typeof(ImmutableSortedDictionary<string, int>) => With((ImmutableSortedDictionary<string, int>)before!),
        _ => throw new NotSupportedException($"Teach {nameof(ChangedSpecs)} to change a {type}."),
    };

    private static ImmutableSortedDictionary<string, int> With(ImmutableSortedDictionary<string, int> before) => before.Add($"B{before.Count}", 1).Add($"a{before.Count}", 0);
}
