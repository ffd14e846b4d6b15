using System.Text.Json;
using System.Text.RegularExpressions;

namespace SliceActors.Runs.Tests.Architecture;

/// <summary>The rooms of the house and who may enter: references run downward only, Akka and TorchSharp have one room each.</summary>
public partial class RoomTests
{
    private const string Learning = "SliceActors.Learning";
    private const string Studies = "SliceActors.Studies";
    private const string Wire = "SliceActors.Wire";
    private const string Actors = "SliceActors.Actors";
    private const string Program = "SliceActors";
    private const string Sample = "SliceActors.SamplePlugin";

    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["SliceActors.Runs"] = [],
        [Wire] = ["SliceActors.Runs"],
        ["SliceActors.Cohorts"] = ["SliceActors.Runs"],
        ["SliceActors.Imaging"] = ["SliceActors.Runs"],
        ["SliceActors.Scoring"] = ["SliceActors.Runs"],
        [Learning] = ["SliceActors.Imaging", "SliceActors.Runs", "SliceActors.Scoring"],
        [Studies] = ["SliceActors.Cohorts", "SliceActors.Imaging", Learning, "SliceActors.Runs", "SliceActors.Scoring", Wire],
        [Actors] = ["SliceActors.Imaging", Learning, "SliceActors.Runs", "SliceActors.Scoring", Studies, Wire],
        [Program] = [Actors],
    };

    public static TheoryData<string> RoomNames() => [.. Rooms.Keys];

    [Fact]
    public void The_house_has_these_rooms_and_no_others() =>
        Assert.Equal(Rooms.Keys.Order(StringComparer.Ordinal), Sources.Projects("src").Keys);

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void References_run_downward_only(string room) =>
        Assert.Equal(Rooms[room], Sources.ReferencedProjects(ProjectOf(room)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Packages_of_Akka_and_TorchSharp_are_named_in_their_rooms_only(string room)
    {
        var packages = Sources.Items(ProjectOf(room), "PackageReference").ToArray();

        Assert.True(MayUseAkka(room) || !packages.Any(IsAkka));
        Assert.True(MayUseTorch(room) || !packages.Any(IsTorch));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Packages_of_Akka_and_TorchSharp_reach_no_room_through_another_package(string room)
    {
        var locks = Path.Combine(Path.GetDirectoryName(ProjectOf(room))!, "packages.lock.json");
        using var json = JsonDocument.Parse(File.ReadAllText(locks));
        var packages = json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Select(package => package.Name).ToArray();

        Assert.Equal(MayUseAkka(room), packages.Any(IsAkka));
        Assert.Equal(MayUseTorch(room) || MayUseAkka(room) || room is Studies, packages.Any(IsTorch));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Code_uses_Akka_and_TorchSharp_in_their_rooms_only(string room)
    {
        var files = Sources.Files(ProjectOf(room)).Append(ProjectOf(room)).ToArray();
        Assert.True(files.Length > 1);

        var strays =
            from file in files
            from line in File.ReadLines(file).Index()
            let code = Code(line.Item)
            where (!MayUseAkka(room) && UseOfAkka().IsMatch(code)) || (!MayUseTorch(room) && UseOfTorch().IsMatch(code))
            select $"{Path.GetRelativePath(Sources.Root, file)}:{line.Index + 1}: {code.Trim()}";

        Assert.Empty(strays);
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Folders_of_a_room_use_each_other_in_one_direction_only(string room)
    {
        var uses = Sources.Files(ProjectOf(room))
            .Select(file => (Folder: NamespaceOf(file), Used: UsingOf().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)))
            .SelectMany(file => file.Used.Append(Parent(file.Folder)).Select(used => (file.Folder, Used: used)))
            .Where(use => use.Folder != use.Used)
            .ToLookup(use => use.Folder, use => use.Used);

        Assert.Empty(uses.Select(folder => folder.Key).Where(folder => Reached(folder).Contains(folder)).Order(StringComparer.Ordinal));

        HashSet<string> Reached(string folder)
        {
            var reached = new HashSet<string>();
            var open = new Stack<string>(uses[folder]);
            while (open.TryPop(out var next))
            {
                if (reached.Add(next))
                {
                    foreach (var further in uses[next])
                    {
                        open.Push(further);
                    }
                }
            }

            return reached;
        }
    }

    [Fact]
    public void The_patterns_find_what_they_look_for()
    {
        Assert.All(
            ["using Akka.Actor;", "using static Akka.Actor.Props;", "global::Akka.Actor.IActorRef self;", "<Using Include=\"Akka.Actor\" />"],
            line => Assert.Matches(UseOfAkka(), line));
        Assert.All(
            ["using TorchSharp;", "using static TorchSharp.torch;", "using T = TorchSharp.torch.Tensor;",
             "var t = TorchSharp.torch.zeros(1);", "<Using Include=\"TorchSharp\" />"],
            line => Assert.Matches(UseOfTorch(), line));
        Assert.DoesNotMatch(UseOfTorch(), "var file = \"libLibTorchSharp.so\";");
        Assert.Equal("var x = 1; ", Code("var x = 1; // as Akka.Actor does"));
    }

    [Fact]
    public void The_sample_plugin_uses_what_a_user_would_and_nothing_else()
    {
        var project = Sources.Projects("tests")[Sample];

        Assert.Equal([Learning], Sources.ReferencedProjects(project));
        Assert.Equal(["TorchSharp"], Sources.Items(project, "PackageReference"));
        Assert.DoesNotContain(Sources.Items(Sources.Projects("src")[Learning], "InternalsVisibleTo"), friend => friend == Sample);
    }

    [Fact]
    public void Test_projects_name_no_package_of_another_room()
    {
        foreach (var (name, project) in Sources.Projects("tests"))
        {
            var packages = Sources.Items(project, "PackageReference").ToArray();
            Assert.True(name == Sample || !packages.Any(IsTorch), name);
            Assert.True(name == "SliceActors.Actors.Tests" || !packages.Any(IsAkka), name);
        }
    }

    private static string ProjectOf(string room) => Sources.Projects("src")[room];

    private static bool MayUseAkka(string room) => room is Actors or Program;

    private static bool MayUseTorch(string room) => room is Learning;

    private static bool IsAkka(string package) => package == "Akka" || package.StartsWith("Akka.", StringComparison.OrdinalIgnoreCase);

    private static bool IsTorch(string package) =>
        package.StartsWith("TorchSharp", StringComparison.OrdinalIgnoreCase) || package.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase);

    private static string NamespaceOf(string file) => NamespaceLine().Match(File.ReadAllText(file)).Groups["name"].Value;

    // What lies in a folder inside another sees that one without saying so.
    private static string Parent(string folder) => folder.Count(sign => sign == '.') > 1 ? folder[..folder.LastIndexOf('.')] : folder;

    private static string Code(string line) => line.Split("//")[0];

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (static )?(?<name>SliceActors\.[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsingOf();

    [GeneratedRegex(@"\busing\b[^;]*\bAkka\b|\bAkka\.\w|<Using\b[^>]*\bAkka\b")]
    private static partial Regex UseOfAkka();

    [GeneratedRegex(@"\busing\b[^;]*\bTorchSharp\b|\bTorchSharp\.\w|<Using\b[^>]*\bTorchSharp\b")]
    private static partial Regex UseOfTorch();
}
