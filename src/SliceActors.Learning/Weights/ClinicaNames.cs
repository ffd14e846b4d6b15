namespace SliceActors.Learning.Weights;

/// <summary>
/// ClinicaDL 1.x calls the tensors of every classifier <c>convolutions.N.…</c> and <c>fc.N.…</c>, N counted by layer; networks here have the names of 0.2.
/// </summary>
internal static class ClinicaNames
{
    private const string Convolutions = "convolutions.";
    private const string Linear = "fc.";

    private static readonly (string Theirs, string Ours)[] Sequential = [(Convolutions, "features."), (Linear, "classifier.")];

    private static readonly (string Theirs, string Ours)[] Residual =
    [
        ("convolutions.0.", "conv1."),
        ("convolutions.1.", "bn1."),
        ("convolutions.4.", "layer1."),
        ("convolutions.5.", "layer2."),
        ("convolutions.6.", "layer3."),
        ("convolutions.7.", "layer4."),
        ("fc.1.", "fc."),
        ("fc.fc_out.", "fc_out."),
    ];

    /// <summary>How the tensors of a file are called in a network.</summary>
    /// <param name="names">Names in the file.</param>
    /// <param name="wanted">Names in the network.</param>
    /// <returns>From a name in the file to one in the network; null where the file is not of ClinicaDL 1.x, or the network of no kind that it has.</returns>
    public static Func<string, string>? Translation(IEnumerable<string> names, IEnumerable<string> wanted)
    {
        var theirs = names.ToList();
        if (!theirs.Exists(name => name.StartsWith(Convolutions, StringComparison.Ordinal)) || !theirs.TrueForAll(IsTheirs))
        {
            return null;
        }

        var ours = wanted.ToHashSet(StringComparer.Ordinal);
        var pairs = ours.Contains("features.0.weight") ? Sequential : ours.Contains("layer1.0.conv1.weight") ? Residual : null;
        return pairs is null ? null : name => Translated(name, pairs);
    }

    private static bool IsTheirs(string name) => name.StartsWith(Convolutions, StringComparison.Ordinal) || name.StartsWith(Linear, StringComparison.Ordinal);

    private static string Translated(string name, (string Theirs, string Ours)[] pairs)
    {
        var pair = Array.Find(pairs, pair => name.StartsWith(pair.Theirs, StringComparison.Ordinal));
        return pair.Theirs is null ? name : pair.Ours + name[pair.Theirs.Length..];
    }
}
