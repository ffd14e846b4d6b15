using SliceActors.Actors.Places;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;

namespace SliceActors.Commands;

/// <summary>Keeps the paths that clients name below the roots of a node: whoever may submit a study may not read or write whatever else the node can.</summary>
internal static class StudyPaths
{
    /// <summary>Adds what lies elsewhere.</summary>
    public static void Check(NamedStudy study, StudyRoots roots, ICollection<Finding> findings)
    {
        var (data, network) = (study.Spec.Data, study.Spec.Network);
        foreach (var path in new[] { data.CapsDirectory, data.TsvPath, network.PluginFile, network.WeightsFile, network.TransferPath, IsFile(network.Architecture) ? network.Architecture : null })
        {
            // Results are where other results, to begin with, may be.
            if (path is not null && roots.Caps is not null && !IsBelow(path, roots.Caps) && !(roots.Results is not null && IsBelow(path, roots.Results)))
            {
                findings.Add(new Finding(path, null, "it lies where clients may not have anything read", $"a path below {roots.Caps.Name}"));
            }
        }

        CheckFolder(study.Output, roots, findings);
    }

    /// <summary>Adds the first image that lies elsewhere: a table of cohorts can name any folder.</summary>
    public static void CheckImages(RunPlan plan, StudyRoots roots, ICollection<Finding> findings)
    {
        if (roots.Caps is { } caps && plan.Images.FirstOrDefault(image => !IsBelow(Path.GetDirectoryName(image.Path)!, caps)) is { } elsewhere)
        {
            findings.Add(new Finding(elsewhere.Path, null, "it lies where clients may not have anything read", $"images below {caps.Name}"));
        }
    }

    /// <summary>Adds that a result folder lies elsewhere.</summary>
    public static void CheckFolder(ResultTree tree, StudyRoots roots, ICollection<Finding> findings)
    {
        if (!IsBelow(tree.Root, roots.Results))
        {
            findings.Add(new Finding(tree.Root, null, "it lies where clients may not have anything written", $"a folder below {roots.Results!.Name}"));
        }
    }

    private static bool IsFile(string architecture) => Path.IsPathRooted(architecture);

    private static bool IsBelow(string path, StudyRoot? root) => root is null || RealPath.IsWithin(path, root.Folder);
}
