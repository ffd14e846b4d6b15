using System.Globalization;
using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>
/// What the oneDNN inside libtorch knows of the processor's caches. It has no call for that, so this looks for its notes in the memory of the library: the sizes of
/// ten caches, how many cores share each, and the number of caches (<c>Xbyak::util::Cpu</c> of oneDNN 3.7.1, which is in libtorch 2.10).
/// </summary>
internal static unsafe class OneDnnCaches
{
    private const int MostCaches = 10;
    private const int Levels = 3;

    /// <summary>Three caches of one byte, not shared: what oneDNN notes for a processor of AMD that tells nothing of them.</summary>
    private static readonly uint[] Nothing = [.. Row(1), .. Row(1), Levels];

    /// <summary>
    /// Lets it know of no caches instead of caches of one byte: it then takes common sizes, as for processors whose makers it does not know.
    /// </summary>
    /// <returns>Whether its notes were there, in one place only; else nothing was changed.</returns>
    public static bool TryForget()
    {
        LetItLook();
        var found = 0;
        uint* levels = null;
        foreach (var (start, length) in WritableParts())
        {
            var words = new Span<uint>((void*)start, length / sizeof(uint));
            for (var at = words.IndexOf(Nothing); at >= 0; at = words.IndexOf(Nothing))
            {
                found++;
                words = words[(at + Nothing.Length)..];
                levels = (uint*)start + ((length / sizeof(uint)) - words.Length - 1);
            }
        }

        if (found != 1)
        {
            return false;
        }

        *levels = 0;
        return true;
    }

    private static IEnumerable<uint> Row(uint value) => Enumerable.Repeat(value, Levels).Concat(Enumerable.Repeat(0u, MostCaches - Levels));

    /// <summary>It takes its notes at its first convolution. The answer may be wrong, and is not used.</summary>
    private static void LetItLook()
    {
        using var scope = torch.NewDisposeScope();
        using var withoutGradients = torch.no_grad();
        torch.nn.functional.conv2d(torch.zeros(2, 1, 5, 5), torch.zeros(1, 1, 3, 3));
    }

    /// <summary>The data of libtorch_cpu: what comes from its file, and what follows that without a gap.</summary>
    private static List<(nint Start, int Length)> WritableParts()
    {
        const string Library = "/libtorch_cpu.so";
        var parts = new List<(nint, int)>();
        nint end = 0;
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var range = words[0].Split('-');
            var (start, next) = (Address(range[0]), Address(range[1]));
            var isOfLibrary = words[^1].EndsWith(Library, StringComparison.Ordinal) || (words.Length == 5 && start == end);
            end = isOfLibrary ? next : 0;
            if (isOfLibrary && words[1].StartsWith("rw", StringComparison.Ordinal))
            {
                parts.Add((start, checked((int)(next - start))));
            }
        }

        return parts;
    }

    private static nint Address(string text) => nint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
