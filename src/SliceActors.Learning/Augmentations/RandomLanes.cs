using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Augmentations;

/// <summary>
/// Eight random generators side by side, one per lane of a vector: xoshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021),
/// whose lowest bits are weak. Eight lanes whatever the width of the processor's vectors, so that all draw the same.
/// </summary>
internal struct RandomLanes
{
    private Vector256<uint> s0;
    private Vector256<uint> s1;
    private Vector256<uint> s2;
    private Vector256<uint> s3;

    /// <summary>Starts all lanes.</summary>
    /// <param name="random">Gives the 1024 bits to start from.</param>
    public RandomLanes(CountedRandom random) => (s0, s1, s2, s3) = (Start(random), Start(random), Start(random), Start(random));

    /// <summary>32 random bits per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Next()
    {
        var result = s0 + s3;
        var shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = (s3 << 11) | (s3 >>> 21);
        return result;
    }

    private static Vector256<uint> Start(CountedRandom random) =>
        Vector256.Create(random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()).AsUInt32();
}
