using System.Buffers.Binary;
using System.Text;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// Reads one pickle of protocol 2 (PEP 307, CPython's <c>pickletools</c>) as data: a stack machine whose calls can only make the values of
/// <see cref="PickleGlobals"/>. Containers are complete before they are put into another one, so that the result is free of cycles.
/// </summary>
/// <param name="cursor">The bytes.</param>
/// <param name="storage">Resolves a persistent id, the only kind of reference out of the pickle.</param>
internal sealed class PickleReader(ByteCursor cursor, Func<PythonTuple, TorchStorage> storage)
{
    /// <summary>Longest pickle that is read. That of a ResNet-18 with its optimizer takes about 60 kB; the rest of a file is tensors.</summary>
    public const long MostBytes = 1 << 22;

    // Values cost far more memory than bytes of the pickle; the file named above has about 10,000.
    private const int MostValues = 1 << 19;
    private const int MostMarks = 1000;
    private readonly PickleGlobals globals = new(cursor.File);
    private readonly List<PythonValue> stack = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<uint, PythonValue> memo = [];
    private readonly HashSet<PythonValue> contained = new(ReferenceEqualityComparer.Instance);

    public PythonValue Read()
    {
        // No instruction makes more than one value.
        for (var values = 0; values < MostValues; values++)
        {
            var opcode = (char)cursor.TakeByte();
            if (opcode == '.')
            {
                return Pop();
            }

            Step(opcode);
        }

        throw Bad($"more than {MostValues} values", "tensors and a few facts about them");
    }

    private void Step(char opcode)
    {
        switch (opcode)
        {
            case '\x80':
                Protocol(cursor.TakeByte());
                break;
            case '(':
                Mark();
                break;
            case 'N':
                stack.Add(PythonNone.Instance);
                break;
            case '\x88':
                stack.Add(true);
                break;
            case '\x89':
                stack.Add(false);
                break;
            case 'K':
                stack.Add((long)cursor.TakeByte());
                break;
            case 'M':
                stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(cursor.Take(2)));
                break;
            case 'J':
                stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(cursor.Take(4)));
                break;
            case '\x8a':
                stack.Add(Long(cursor.Take(cursor.TakeByte())));
                break;
            case 'G':
                stack.Add(BinaryPrimitives.ReadDoubleBigEndian(cursor.Take(8)));
                break;
            case 'X':
                stack.Add(Encoding.UTF8.GetString(cursor.Take(BinaryPrimitives.ReadUInt32LittleEndian(cursor.Take(4)))));
                break;
            case ')':
                stack.Add(new PythonTuple());
                break;
            case '\x85' or '\x86' or '\x87':
                stack.Add(Tuple(PopFrom(stack.Count - (opcode - '\x84'))));
                break;
            case 't':
                stack.Add(Tuple(PopMark()));
                break;
            case ']':
                stack.Add(new PythonList());
                break;
            case '}':
                stack.Add(new PythonDict());
                break;
            case 'a':
                Append([Pop()]);
                break;
            case 'e':
                Append(PopMark());
                break;
            case 's':
                SetItems(PopFrom(stack.Count - 2));
                break;
            case 'u':
                SetItems(PopMark());
                break;
            case 'q':
                memo[cursor.TakeByte()] = Top();
                break;
            case 'r':
                memo[BinaryPrimitives.ReadUInt32LittleEndian(cursor.Take(4))] = Top();
                break;
            case 'h':
                stack.Add(Recall(cursor.TakeByte()));
                break;
            case 'j':
                stack.Add(Recall(BinaryPrimitives.ReadUInt32LittleEndian(cursor.Take(4))));
                break;
            case 'c':
                stack.Add(globals.Resolve(cursor.TakeLine(), cursor.TakeLine()));
                break;
            case 'R':
                var arguments = Pop();
                stack.Add(globals.Call(Pop(), arguments));
                break;
            case 'b':
                var state = Pop();
                globals.Build(Top(), state);
                break;
            case 'Q':
                stack.Add(new PickleStorage(storage(Pop() as PythonTuple ?? throw Bad("a reference that is not a tuple"))));
                break;
            default:
                throw Bad($"the pickle instruction 0x{(int)opcode:x2}", "the instructions of protocol 2 that torch.save uses");
        }
    }

    private void Protocol(byte version)
    {
        if (version != 2)
        {
            throw Bad($"pickle protocol {version}", "protocol 2, the default of torch.save");
        }
    }

    private void Mark()
    {
        if (marks.Count == MostMarks)
        {
            throw Bad($"values nested more than {MostMarks} deep");
        }

        marks.Push(stack.Count);
    }

    private void Append(PythonValue[] items)
    {
        if (Top() is not PythonList list || contained.Contains(list))
        {
            throw Bad("items are appended to something that is not a list under construction");
        }

        Array.ForEach(items, Contain);
        if (contained.Contains(list))
        {
            throw Bad("a list that holds itself");
        }

        Array.ForEach(items, list.Append);
    }

    private void SetItems(PythonValue[] items)
    {
        if (Top() is not PythonDict dictionary || contained.Contains(dictionary) || items.Length % 2 != 0)
        {
            throw Bad("entries are added to something that is not a dictionary under construction");
        }

        for (var item = 0; item < items.Length; item += 2)
        {
            Contain(items[item + 1]);
            if (contained.Contains(dictionary) || !dictionary.TryAdd(items[item], items[item + 1]))
            {
                throw Bad("a dictionary that holds itself, or a key that is repeated or neither text nor an integer");
            }
        }
    }

    // A cycle needs a container that is put into another one, or into a tuple, before it is complete.
    private void Contain(PythonValue value)
    {
        if (value is PythonList or PythonDict)
        {
            contained.Add(value);
        }
    }

    private PythonTuple Tuple(PythonValue[] items)
    {
        Array.ForEach(items, Contain);
        return new PythonTuple(items);
    }

    private PythonValue Recall(uint key) =>
        memo.TryGetValue(key, out var value) ? value : throw Bad($"a reference to value {key}, which was not noted before");

    private PythonValue Top() => stack.Count > Floor() ? stack[^1] : throw Bad("a value is missing");

    private PythonValue Pop() => PopFrom(stack.Count - 1)[0];

    private PythonValue[] PopMark()
    {
        if (!marks.TryPop(out var mark))
        {
            throw Bad("the end of a group that did not begin");
        }

        return PopFrom(mark);
    }

    private PythonValue[] PopFrom(int first)
    {
        if (first < Floor())
        {
            throw Bad("a value is missing");
        }

        var items = stack[first..].ToArray();
        stack.RemoveRange(first, items.Length);
        return items;
    }

    private int Floor() => marks.TryPeek(out var mark) ? mark : 0;

    private long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8)
        {
            throw Bad($"an integer of {bytes.Length} bytes", "integers of at most 64 bits");
        }

        var value = 0L;
        for (var index = bytes.Length - 1; index >= 0; index--)
        {
            value = index == bytes.Length - 1 ? (sbyte)bytes[index] : (value << 8) | bytes[index];
        }

        return value;
    }

    private BadInputException Bad(string found, string expected = "an undamaged file as torch.save writes it") =>
        cursor.File.Bad($"{found} (before byte {cursor.Position})", expected);
}
