using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Results;

/// <summary>Where things lie in the results of ClinicaDL 1.x, which it calls a MAPS. What is predicted with them is laid beside its own data groups.</summary>
/// <param name="Root">Absolute path of the folder.</param>
/// <param name="FoldWord"><c>split</c>, or <c>fold</c> as its first versions called it.</param>
internal sealed record MapsTree(string Root, string FoldWord) : ResultTree(Root)
{
    private const string Description = "maps.json";

    /// <inheritdoc/>
    public override string CommandLine => Path.Combine(Root, Description);

    /// <inheritdoc/>
    public override string FoldPrefix => $"{FoldWord}-";

    /// <summary>The tree of a folder.</summary>
    /// <returns>Null when the folder is no MAPS.</returns>
    public static MapsTree? In(string root) => !File.Exists(Path.Combine(root, Description)) ? null
        : new MapsTree(root, Directory.EnumerateDirectories(root, "fold-*").Any() ? "fold" : "split");

    /// <inheritdoc/>
    public override string Answers(FoldIndex fold, Selection selection, string group) => Path.Combine(Best(fold, selection), group);

    /// <inheritdoc/>
    public override string AllAnswers(string group) => Path.Combine(Root, $"{FoldPrefix}*", "best-*", group);

    /// <inheritdoc/>
    public override IEnumerable<string> People(FoldIndex fold, string group) => base.People(fold, group).Prepend(Path.Combine(Root, "groups", group, $"{FoldPrefix}{fold}", "data.tsv"));

    /// <inheritdoc/>
    public override string Model(UnitId unit, Selection selection) =>
        Path.Combine(Best(unit.Fold, selection), unit.Network is { } network ? $"network-{network}_model.pth.tar" : "model.pth.tar");

    private string Best(FoldIndex fold, Selection selection) => Path.Combine(Fold(fold), $"best-{MapsMetrics.Term(selection)}");
}
