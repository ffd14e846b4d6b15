using System.Text;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Sentences on a terminal, which breaks lines that are too long for it within words; here they break between words, and no path breaks. A file gets each line whole.</summary>
internal static class Sentences
{
    /// <summary>Has the error stream break its lines, where it is a terminal.</summary>
    public static void WrapErrors()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.SetError(new Wrapping(Console.Error));
        }
    }

    /// <summary>Says something on standard output.</summary>
    public static void Say(string sentence) => Console.WriteLine(Console.IsOutputRedirected ? sentence : Wrapped(sentence, AnsiConsole.Profile.Width));

    /// <summary>A text whose lines are at most so long, but for words that are longer; what is broken off stands below the first word of its line.</summary>
    /// <param name="text">One line or more.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static string Wrapped(string text, int width) => string.Join(Environment.NewLine, text.Split('\n').Select(line => line.Length <= width ? line : Broken(line.TrimEnd('\r'), width)));

    private static string Broken(string line, int width)
    {
        var (indent, broken, used) = (new string(' ', line.Length - line.TrimStart(' ').Length), new StringBuilder(), 0);
        foreach (var word in line.TrimStart(' ').Split(' '))
        {
            var begin = used == 0 ? indent : used + 1 + word.Length > width ? Environment.NewLine + indent : " ";
            broken.Append(begin).Append(word);
            used = begin == " " ? used + 1 + word.Length : indent.Length + word.Length;
        }

        return broken.ToString();
    }

    private sealed class Wrapping(TextWriter terminal) : TextWriter
    {
        public override Encoding Encoding => terminal.Encoding;

        public override void Write(char value) => terminal.Write(value);

        public override void Write(string? value) => terminal.Write(value);

        public override void WriteLine(string? value) => terminal.WriteLine(value is null ? null : Wrapped(value, AnsiConsole.Profile.Width));

        public override void Flush() => terminal.Flush();
    }
}
