using SliceActors.Runs.Errors;

namespace SliceActors.Learning.Weights;

/// <summary>The files of trained networks, looked at before anything is made of them.</summary>
public static class ModelFiles
{
    /// <summary>What is wrong with files as files; whether they fit a network is not asked.</summary>
    /// <param name="paths">The files, which are there.</param>
    public static IEnumerable<Finding> Unreadable(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.SelectMany(Findings);
    }

    private static IReadOnlyList<Finding> Findings(string path)
    {
        try
        {
            _ = WeightsFile.Read(path);
            return [];
        }
        catch (BadInputException bad)
        {
            return bad.Findings;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return [new Finding(path, null, "it cannot be read", "a model that you may read")];
        }
    }
}
