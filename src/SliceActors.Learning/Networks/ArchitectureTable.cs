namespace SliceActors.Learning.Networks;

/// <summary>The networks that are built in. One joins by its own file and one line here.</summary>
public static class ArchitectureTable
{
    /// <summary>All of them, in the order in which help lists them.</summary>
    public static IReadOnlyList<Architecture> All { get; } = [ResNet18.Entry, Conv4Fc3.Entry, Conv5Fc3.Entry, ConvNet.Entry];

    /// <summary>The one of that name (exact spelling); null when there is none.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);
}
