namespace SliceActors.Wire;

/// <summary>What bytes may claim: damaged ones are refused where they are read, before anything is counted, allocated or looked up by them.</summary>
internal static class Bounds
{
    /// <summary>A value of an enumeration.</summary>
    /// <exception cref="FormatException">There is none of this number.</exception>
    public static T Term<T>(int number)
        where T : struct, Enum =>
        Enum.IsDefined((T)(object)number) ? (T)(object)number : throw new FormatException($"{number} is no {typeof(T).Name}");

    /// <summary>A number that has to lie between two others, both included.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public static int Within(int number, int least, int most, string what) =>
        number >= least && number <= most ? number : throw new FormatException($"{what} is {number}, expected {least} to {most}");

    /// <summary>Lists that belong together.</summary>
    /// <exception cref="FormatException">They have not the same length.</exception>
    public static void Alike(int found, int expected, string what)
    {
        if (found != expected)
        {
            throw new FormatException($"{found} {what}, expected {expected}");
        }
    }
}
