using SliceActors.Runs;

namespace SliceActors.Learning;

/// <summary>The order in which an epoch draws its training items.</summary>
/// <param name="epoch">0-based.</param>
/// <returns>Item numbers; item t is session t div n and slice t mod n of the training set.</returns>
internal delegate int[] ItemOrder(int epoch);

/// <summary>The orders that samplers give.</summary>
internal static class ItemOrders
{
    /// <summary>A fresh uniform permutation of all items per epoch, a function of seed, unit and epoch only.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="unit">The unit that draws.</param>
    /// <param name="items">Number of training items.</param>
    public static ItemOrder Random(long seed, UnitId unit, int items) => epoch =>
    {
        var order = Enumerable.Range(0, items).ToArray();
        new CountedRandom(CountedSeed.For(seed, unit, epoch, Purpose.ItemOrder)).Shuffle<int>(order);
        return order;
    };
}
