namespace SliceActors.Learning.Costs;

/// <summary>What training a network of a study costs, measured on this machine.</summary>
/// <param name="ModelBytes">Size of its file.</param>
/// <param name="OptimizerBytes">Size of what the optimizer remembers.</param>
/// <param name="MemoryBytes">Main memory of a network while it trains, with all that the allocator keeps; not meaningful on a GPU.</param>
/// <param name="Batch">Time of a training batch.</param>
/// <param name="EvaluatedItem">Time of an item that is evaluated.</param>
/// <param name="FeaturesOfItem">Time in which frozen layers compute what is kept of an item; zero where nothing is.</param>
public sealed record NetworkCost(long ModelBytes, long OptimizerBytes, long MemoryBytes, TimeSpan Batch, TimeSpan EvaluatedItem, TimeSpan FeaturesOfItem);
