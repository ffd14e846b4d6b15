using System.Runtime.InteropServices;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Learning.Costs;

/// <summary>Items that stand for those of a study while its networks are measured.</summary>
internal static class MadeUpItems
{
    /// <summary>Items as a network is given them: pixels of 8 bit, or features as float32.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">Number of items.</param>
    public static SliceSet For(SliceNetwork network, int count)
    {
        var values = network.Item.Channels == 1 ? Pixels(network.Item.Values) : Features(network.Item.Values);
        return new SliceSet([.. Enumerable.Range(0, count).Select(item => new PlannedSession(item, item % 2))], new SliceRange(new SliceIndex(0), 1), (_, _) => values);
    }

    private static byte[] Pixels(int count)
    {
        var pixels = new byte[count];
        new Random(0).NextBytes(pixels);
        return pixels;
    }

    // Random bytes would be denormal numbers now and then, which take longer.
    private static byte[] Features(int count)
    {
        var random = new Random(0);
        return MemoryMarshal.AsBytes<float>(Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray()).ToArray();
    }
}
