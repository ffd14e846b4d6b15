using SliceActors.Commands;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What the pages say can be followed: their links, and their commands.</summary>
public sealed class DocumentTests
{
    public static TheoryData<string> Pages => [.. Documents.All];

    [Fact]
    public void The_first_page_is_short() => Assert.InRange(File.ReadLines(Path.Combine(Documents.Root, Documents.First)).Count(), 1, 200);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page) => Assert.Equal([], Documents.Links(page).Where(link =>
    {
        var (path, heading) = Documents.Target(page, link);
        var there = Path.Combine(Documents.Root, path);
        return !(heading.Length > 0 ? File.Exists(there) && Documents.Headings(path).Contains(heading) : Path.Exists(there));
    }));

    [Fact]
    public void Every_page_is_found_from_the_first_one()
    {
        var (found, next) = (new HashSet<string> { Documents.First }, new Queue<string>([Documents.First]));
        while (next.TryDequeue(out var page))
        {
            foreach (var path in Documents.Links(page).Select(link => Documents.Target(page, link).Path).Where(path => Documents.All.Contains(path) && found.Add(path)))
            {
                next.Enqueue(path);
            }
        }

        Assert.Equal([], Documents.All.Except(found));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_program_understands_every_command_line(string page)
    {
        using var folder = new TemporaryFolder();
        var root = ProgramCommand.Create();
        foreach (var (name, text) in Documents.OptionFiles(page))
        {
            File.WriteAllText(folder.File(name), text);
        }

        Assert.Equal([], CommandLines.Of(Documents.Text(page)).Select(words => WithFiles(words, folder)).SelectMany(words =>
            ProgramCommand.Read(root, words).Errors.Select(error => $"{string.Join(' ', words)}: {error.Message}")));
    }

    [Fact]
    public void The_study_of_the_first_page_can_be_done_as_it_stands_there()
    {
        using var folder = new TemporaryFolder();
        var steps = string.Join('\n', Documents.Blocks(Documents.Part(Documents.First, "A study in five steps"))).TrimEnd();

        // The last value of an option counts: a minute of training would prove no more than one epoch does.
        var shell = $$"""
            cd '{{folder.Path}}'
            export XDG_CACHE_HOME='{{folder.File("cache")}}'
            program=("${@:1:{{ProgramStart.Program.Count}}}")
            slice-actors() {
                if [ "$1" = train ]; then "${program[@]}" "$@" --epochs 1; else "${program[@]}" "$@"; fi
            }
            {{steps}}
            """;
        Surroundings.Run(shell, "status", "results").Ended(0);

        Assert.True(File.Exists(folder.File("results", "summary-test.tsv")));
    }

    /// <summary>The same words with files that are there: those that the page shows, and the results of an earlier study.</summary>
    private static List<string> WithFiles(IReadOnlyList<string> words, TemporaryFolder folder) =>
    [
        .. words.Select((word, index) => index == 0 ? word : words[index - 1] switch
        {
            "--config" => folder.File(word),
            "--from" => Path.Combine(Documents.Root, "tests", "SliceActors.EndToEnd.Tests", "Assets", "version-0.1.0", "multicnn"),
            _ => word,
        }),
    ];
}
