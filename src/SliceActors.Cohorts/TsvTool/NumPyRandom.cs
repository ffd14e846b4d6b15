namespace SliceActors.Cohorts.TsvTool;

/// <summary>
/// NumPy's <c>RandomState</c>: MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998) with the initialisation of 2002 and masked
/// rejection for numbers below a bound.
/// </summary>
internal sealed class NumPyRandom
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] state = new uint[Size];
    private int position = Size;

    /// <summary>Starts the sequence of a seed.</summary>
    public NumPyRandom(uint seed)
    {
        state[0] = seed;
        for (var i = 1; i < Size; i++)
        {
            var previous = state[i - 1];
            state[i] = (1812433253 * (previous ^ (previous >> 30))) + (uint)i;
        }
    }

    /// <summary>Puts the items into the order of <c>RandomState.shuffle</c>.</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = UpTo(i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private int UpTo(int last)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)last);
        uint value;
        do
        {
            value = Next() & mask;
        }
        while (value > last);

        return (int)value;
    }

    private uint Next()
    {
        if (position == Size)
        {
            Twist();
        }

        var y = state[position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7FFFFFFF);
            state[i] = state[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
        }

        position = 0;
    }
}
