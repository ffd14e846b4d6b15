using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using SliceActors.Runs.Errors;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>The networks of a user's assembly.</summary>
internal static partial class PluginAssembly
{
    /// <summary>An assembly stays loaded as long as the process lives, so the same file is loaded once for all networks of a study.</summary>
    private static readonly ConcurrentDictionary<(string Path, string Content), Lazy<Assembly>> Loaded = new();

    /// <summary>Loads an assembly and lists its networks.</summary>
    /// <param name="path">Absolute path of the assembly: its dependencies are looked for beside it.</param>
    /// <param name="code">Its content.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static IReadOnlyList<Architecture>? Read(string path, byte[] code, ICollection<Finding> findings)
    {
        const string right = "a .NET assembly with a public class that implements INetworkPlugin";
        try
        {
            var key = (path, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(code)));
            var assembly = Loaded.GetOrAdd(key, _ => new Lazy<Assembly>(() => Load(path, code))).Value;
            if (WrongVersion(assembly) is { } wrong)
            {
                findings.Add(new Finding(path, null, wrong, "build it against the assemblies beside slice-actors"));
                return null;
            }

            var plugins = assembly.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(INetworkPlugin).IsAssignableFrom(type))
                .Select(type => (INetworkPlugin)Activator.CreateInstance(type)!)
                .ToList();
            return Offer(path, plugins, findings);
        }
        catch (BadImageFormatException)
        {
            findings.Add(new Finding(path, null, "this is no .NET assembly", right));
        }
#pragma warning disable CA1031 // The user's code may throw anything; whatever it is, it is said.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            var cause = (trouble as TargetInvocationException)?.InnerException ?? trouble;
            findings.Add(new Finding(path, null, $"the assembly cannot be used: {cause.Message} ({cause.GetType().Name})", right));
        }

        return null;
    }

    /// <summary>The lines that networks of a plugin have in the table.</summary>
    internal static IReadOnlyList<Architecture>? Offer(string path, IReadOnlyList<INetworkPlugin> plugins, ICollection<Finding> findings)
    {
        var problems = Problems(plugins).ToList();
        problems.ForEach(problem => findings.Add(new Finding(path, null, problem.Found, problem.Expected)));
        return problems.Count == 0 ? [.. plugins.Select(Entry)] : null;
    }

    private static Assembly Load(string path, byte[] code)
    {
        using var image = new MemoryStream(code, writable: false);
        return new PluginLoadContext(path).LoadFromStream(image);
    }

    /// <summary>The programming interface of TorchSharp is not stable: with another version methods are missing when they are first called, hours later perhaps.</summary>
    private static string? WrongVersion(Assembly assembly)
    {
        var own = typeof(nn).Assembly.GetName();
        return assembly.GetReferencedAssemblies().FirstOrDefault(reference => reference.Name == own.Name) is { } used && used.Version != own.Version
            ? $"it was built against TorchSharp {used.Version}, and slice-actors has {own.Version}"
            : null;
    }

    private static IEnumerable<(string Found, string Expected)> Problems(IReadOnlyList<INetworkPlugin> plugins)
    {
        if (plugins.Count == 0)
        {
            yield return ("the assembly has no network", "a public class that implements INetworkPlugin");
        }

        foreach (var plugin in plugins)
        {
            var type = plugin.GetType().FullName;
            if (plugin.Name is null || !Names().IsMatch(plugin.Name) || TorchScriptFile.IsPath(plugin.Name))
            {
                yield return ($"the network of {type} is called '{plugin.Name}'", "a name of letters, digits, '_', '-' and '.', unlike a TorchScript file's");
            }
            else if (ArchitectureTable.Find(plugin.Name) is not null)
            {
                yield return ($"the network of {type} is called {plugin.Name}, as a built-in network", "another name");
            }
            else if (plugins.Count(other => other.Name == plugin.Name) > 1)
            {
                yield return ($"the network of {type} is called {plugin.Name}, as another one of the assembly", "another name");
            }

            if (plugin.InputChannels is not (1 or 3))
            {
                yield return ($"the network of {type} takes {plugin.InputChannels} channels", "1 or 3");
            }
        }
    }

    private static Architecture Entry(INetworkPlugin plugin)
    {
        Architecture entry = null!;
        entry = new Architecture(Build) { Name = plugin.Name, InputChannels = plugin.InputChannels, HasFeatures = plugin is ISequentialNetworkPlugin };
        return entry;

        SliceNetwork Build(NetworkOptions options) => plugin is ISequentialNetworkPlugin sequential
            ? new SequentialNetwork(entry, [.. sequential.BuildFeatures(options)], values => [.. sequential.BuildClassifier(options, values)])
            : new PluginNetwork(entry, plugin.Build(options));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+$")]
    private static partial Regex Names();
}
