using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Explanations;

/// <summary>
/// What the score loses when a patch is blackened (Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014); a pixel has the mean over the
/// patches that cover it.
/// </summary>
/// <param name="patch">Rows and columns of a patch; no more than the picture has.</param>
/// <param name="stride">Pixels from a patch to the next, at most <paramref name="patch"/>; the last patch of a row ends where the picture does.</param>
internal sealed class Occlusion(int patch, int stride) : IExplanation
{
    /// <inheritdoc/>
    public float[] Map(Score score, ReadOnlySpan<float> image, CountedRandom random)
    {
        var whole = image.ToArray();
        var intact = score.Of(whole)[0];
        var (rows, columns) = (Math.Min(patch, score.Rows), Math.Min(patch, score.Columns));
        List<(int Top, int Left)> corners = [.. from top in Begins(score.Rows, rows) from left in Begins(score.Columns, columns) select (top, left)];
        var (lost, covered) = (new double[whole.Length], new int[whole.Length]);
        foreach (var batch in corners.Chunk(Score.Batch))
        {
            var pictures = new float[batch.Length * whole.Length];
            for (var i = 0; i < batch.Length; i++)
            {
                whole.CopyTo(pictures, i * whole.Length);
                EachRow(batch[i], (from, count) => Array.Clear(pictures, (i * whole.Length) + from, count));
            }

            var scores = score.Of(pictures);
            for (var i = 0; i < batch.Length; i++)
            {
                EachRow(batch[i], (from, count) =>
                {
                    for (var at = from; at < from + count; at++)
                    {
                        lost[at] += intact - scores[i];
                        covered[at]++;
                    }
                });
            }
        }

        var map = new float[whole.Length];
        for (var at = 0; at < map.Length; at++)
        {
            map[at] = (float)(lost[at] / covered[at]);
        }

        return map;

        void EachRow((int Top, int Left) corner, Action<int, int> take)
        {
            for (var row = corner.Top; row < corner.Top + rows; row++)
            {
                take((row * score.Columns) + corner.Left, columns);
            }
        }
    }

    private IEnumerable<int> Begins(int length, int size)
    {
        for (var begin = 0; begin < length - size; begin += stride)
        {
            yield return begin;
        }

        yield return length - size;
    }
}
