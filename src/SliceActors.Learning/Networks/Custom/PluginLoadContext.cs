using System.Reflection;
using System.Runtime.Loader;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>
/// Where a plugin lives: everything that the program has, TorchSharp and SliceActors first of all, is the program's own; what it does not have is looked for
/// beside the plugin.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly string folder;
    private readonly AssemblyDependencyResolver resolver;

    /// <summary>Makes the place for one plugin.</summary>
    /// <param name="path">Absolute path of its assembly.</param>
    public PluginLoadContext(string path)
        : base(path) => (folder, resolver) = (Path.GetDirectoryName(path)!, new AssemblyDependencyResolver(path));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (Exception unknown) when (unknown is FileNotFoundException or FileLoadException)
        {
            var beside = resolver.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(folder, $"{assemblyName.Name}.dll");
            return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
