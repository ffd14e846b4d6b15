namespace SliceActors.Configuration;

/// <summary>A value in a file of options.</summary>
internal abstract record KeptValue
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag(bool IsOn) : KeptValue
    {
        public override string ToString() => IsOn ? "true" : "false";
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Word) : KeptValue
    {
        public override string ToString() => $"\"{Word}\"";
    }

    /// <summary>A number, as a command line writes it.</summary>
    public sealed record Number(string Word) : KeptValue
    {
        public override string ToString() => Word;
    }

    /// <summary>An array.</summary>
    public sealed record Many(IReadOnlyList<KeptValue> Values) : KeptValue
    {
        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }

    /// <summary>A table of values by names.</summary>
    public sealed record Table(IReadOnlyList<(string Name, KeptValue Value)> Entries) : KeptValue
    {
        public override string ToString() => $"a table of {string.Join(", ", Entries.Select(entry => entry.Name))}";
    }

    /// <summary>What no option has: JSON's <c>null</c>, or a date.</summary>
    public sealed record Other(string Word) : KeptValue
    {
        public override string ToString() => Word;
    }
}
