using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Batches;

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

    /// <summary>
    /// As many draws as items, with replacement, fresh per epoch: each draw takes either class with the same probability, and any item of it. That is what
    /// weighing each session by 1 / (sessions of its class) comes to, since all sessions have the same number of slices.
    /// </summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="unit">The unit that draws.</param>
    /// <param name="labels">Class of each training item.</param>
    public static ItemOrder Weighted(long seed, UnitId unit, ImmutableArray<byte> labels)
    {
        var classes = Enumerable.Range(0, labels.Length).GroupBy(item => labels[item]).OrderBy(items => items.Key).Select(items => items.ToArray()).ToArray();
        return epoch =>
        {
            var random = new CountedRandom(CountedSeed.For(seed, unit, epoch, Purpose.ItemOrder));
            var order = new int[labels.Length];
            foreach (ref var draw in order.AsSpan())
            {
                var items = classes[random.NextInt(classes.Length)];
                draw = items[random.NextInt(items.Length)];
            }

            return order;
        };
    }
}
