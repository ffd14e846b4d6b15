using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>Threads that libtorch uses inside one operation.</summary>
internal static class IntraOpThreads
{
    /// <summary>
    /// Sets the number for the calling thread; first thing on every thread that trains, because a thread that has used libtorch keeps its number.
    /// </summary>
    /// <param name="count">At least 1: libtorch ends the whole process on 0.</param>
    public static void Use(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        NativeLoader.Load();
        torch.set_num_threads(count);
    }
}
