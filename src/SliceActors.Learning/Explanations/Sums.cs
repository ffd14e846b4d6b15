namespace SliceActors.Learning.Explanations;

/// <summary>Adds up pictures.</summary>
internal static class Sums
{
    /// <summary>Adds each picture of a batch.</summary>
    /// <param name="sums">One number for each pixel.</param>
    /// <param name="pictures">Picture after picture.</param>
    public static void Add(double[] sums, float[] pictures)
    {
        for (var i = 0; i < pictures.Length; i++)
        {
            sums[i % sums.Length] += pictures[i];
        }
    }
}
