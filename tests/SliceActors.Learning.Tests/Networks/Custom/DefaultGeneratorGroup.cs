namespace SliceActors.Learning.Tests.Networks.Custom;

/// <summary>
/// Tests that need the default generator of the process for themselves, as the program has it: other tests draw from it whenever they like, so these run when
/// no others do.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DefaultGeneratorGroup
{
    public const string Name = "default generator";
}
