using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>Threads that libtorch uses inside one operation.</summary>
internal static class IntraOpThreads
{
    /// <summary>
    /// Lets threads sleep while they have nothing to do, unless the environment says otherwise: those of libgomp otherwise keep their cores busy between two
    /// operations, which others then lack. Measured: a seventh less CPU time of a network with two threads, in the same time on a quiet machine. Comes before
    /// libtorch is loaded, which looks once.
    /// </summary>
    public static void WaitPassively() => _ = LibcMethods.SetVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);

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
