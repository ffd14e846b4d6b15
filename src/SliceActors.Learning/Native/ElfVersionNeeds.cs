using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Learning.Native;

/// <summary>
/// The versions that a 64-bit little-endian ELF library asks of one of the libraries it needs (System V ABI and the GNU symbol versioning
/// extension, "LSB Core specification", 10.7). Reads and loosens the copy in memory; never touches a file.
/// </summary>
internal sealed class ElfVersionNeeds
{
    private const int SectionDynamicSymbols = 11;
    private const int SectionVersionNeeds = 0x6ffffffe;
    private const int SectionSymbolVersions = 0x6fffffff;
    private const ushort Weak = 2; // VER_FLG_WEAK: a missing version is no reason to refuse the library.
    private const ushort Unversioned = 1; // VER_NDX_GLOBAL: bind to the default version of the symbol.

    private readonly byte[] image;
    private readonly Section symbols;
    private readonly Section symbolVersions;
    private readonly List<Need> needs = [];

    private ElfVersionNeeds(byte[] image, string library)
    {
        this.image = image;
        if (image.Length < 64 || !image.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new BadImageFormatException("not a 64-bit little-endian ELF file");
        }

        symbols = FindSection(SectionDynamicSymbols);
        symbolVersions = FindSection(SectionSymbolVersions);
        ReadNeeds(FindSection(SectionVersionNeeds), library);
    }

    /// <summary>One version asked for, and the symbols that carry it.</summary>
    /// <param name="Name">For example <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="Symbols">Names of the undefined symbols bound to that version.</param>
    public sealed record Version(string Name, IReadOnlyList<string> Symbols);

    private readonly record struct Section(int Offset, int Size, int Link);

    private readonly record struct Need(string Name, ushort Index, int FlagsAt);

    /// <summary>Reads what a library asks of another one.</summary>
    /// <param name="image">The whole file; changed by <see cref="Loosen"/>.</param>
    /// <param name="library">Name of the needed library, for example <c>libstdc++.so.6</c>.</param>
    /// <exception cref="BadImageFormatException">Not such a file, or its tables do not lie inside it.</exception>
    public static ElfVersionNeeds Read(byte[] image, string library)
    {
        try
        {
            return new ElfVersionNeeds(image, library);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new BadImageFormatException("a table of the ELF file lies outside the file", e);
        }
    }

    /// <summary>All versions asked for.</summary>
    public IReadOnlyList<Version> Versions() => [.. needs.Select(need => new Version(need.Name, [.. SymbolsOf(need.Index).Select(SymbolName)]))];

    /// <summary>Lets the library load without a version: its absence is no error any more, and its symbols bind to whatever version there is.</summary>
    /// <param name="version">Name of a version in <see cref="Versions"/>.</param>
    public void Loosen(string version)
    {
        var need = needs.Single(candidate => candidate.Name == version);
        var flags = image.AsSpan(need.FlagsAt, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
        foreach (var symbol in SymbolsOf(need.Index))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(symbolVersions.Offset + (2 * symbol), 2), Unversioned);
        }
    }

    private void ReadNeeds(Section section, string library)
    {
        var names = SectionAt(section.Link);
        var need = section.Offset;
        while (true)
        {
            var count = UInt16(need + 2);
            var file = Text(names, (int)UInt32(need + 4));
            var entry = need + (int)UInt32(need + 8);
            for (var i = 0; i < count && file == library; i++, entry += (int)UInt32(entry + 12))
            {
                needs.Add(new Need(Text(names, (int)UInt32(entry + 8)), UInt16(entry + 6), entry + 4));
            }

            var next = (int)UInt32(need + 12);
            if (next == 0)
            {
                return;
            }

            need += next;
        }
    }

    private IEnumerable<int> SymbolsOf(ushort version) =>
        Enumerable.Range(0, symbolVersions.Size / 2).Where(symbol => (UInt16(symbolVersions.Offset + (2 * symbol)) & 0x7fff) == version);

    private string SymbolName(int symbol) => Text(SectionAt(symbols.Link), (int)UInt32(symbols.Offset + (24 * symbol)));

    private Section FindSection(int type)
    {
        for (var i = 0; i < UInt16(60); i++)
        {
            if (UInt32(SectionHeader(i) + 4) == (uint)type)
            {
                return SectionAt(i);
            }
        }

        throw new BadImageFormatException($"the ELF file has no section of type {type:x}");
    }

    private Section SectionAt(int index)
    {
        var header = SectionHeader(index);
        return new Section(checked((int)UInt64(header + 24)), checked((int)UInt64(header + 32)), (int)UInt32(header + 40));
    }

    private int SectionHeader(int index) => checked((int)UInt64(40) + (index * UInt16(58)));

    private string Text(Section strings, int at)
    {
        var bytes = image.AsSpan(strings.Offset, strings.Size)[at..];
        return Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at, 2));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at, 4));

    private ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at, 8));
}
