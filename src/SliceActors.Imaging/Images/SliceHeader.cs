using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>The cheap look at an extracted slice: its first bytes tell its size and whether the file can hold it.</summary>
public static class SliceHeader
{
    /// <summary>Rows and columns of an extracted slice; what is wrong is collected.</summary>
    /// <param name="path">A <c>.pt</c> file.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>Null when there is a finding.</returns>
    public static (int Rows, int Columns)? Read(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            return ExtractedSliceReader.ReadSize(path);
        }
        catch (BadInputException bad)
        {
            foreach (var finding in bad.Findings)
            {
                findings.Add(finding);
            }

            return null;
        }
    }
}
