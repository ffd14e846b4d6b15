using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Studies.People;
using SliceActors.Studies.Submission;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.People;

public sealed class ImageFlowTests : IDisposable
{
    private readonly TinyCaps caps = new();

    public void Dispose() => caps.Dispose();

    [Fact]
    public void Images_that_no_list_names_are_counted_when_the_study_is_checked_and_need_no_caps_afterwards()
    {
        foreach (var stranger in (int[])[7, 8, 9])
        {
            caps.WriteImage(stranger, new(6, 5, 4));
        }

        // Another session of somebody who is listed, and a session that has no image of the pipeline.
        var second = caps.Image(1).Replace("ses-M00", "ses-M12", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(second)!);
        File.Copy(caps.Image(1), second);
        Directory.CreateDirectory(Path.Combine(caps.Spec.Data.CapsDirectory, "subjects", "sub-10", "ses-M00", "t1_linear"));
        var plan = caps.Plan();
        var tree = new ResultTree(caps.Output);
        DurableFile.WriteText(LeakageFiles.UnlistedOf(tree), UnlistedImages.Text(caps.Spec, plan));
        Directory.Delete(caps.Spec.Data.CapsDirectory, recursive: true);

        ImageFlow.Write(tree, new RunCommands.SubmitRun(RunId.For(caps.Spec.Digest(), caps.Output), caps.Spec, plan, [], caps.Output), [("test", new HashSet<(string, string)> { ("sub-7", "ses-M00"), ("sub-99", "ses-M00") })]);

        Assert.Equal(
            ["stage\tset\tparticipants\tparticipants_listed\tsessions", "found\t\t9\t6\t10", "listed\t\t6\t6\t6", "predicted\ttest\t1\t0\t1", "unlisted\t\t3\t1\t3"],
            File.ReadAllLines(tree.Flow));
    }

    [Fact]
    public void Where_nobody_looked_there_is_no_table()
    {
        var tree = new ResultTree(caps.Output);
        DurableFile.WriteText(tree.Flow, "of another study");

        ImageFlow.Write(tree, new RunCommands.SubmitRun(RunId.For(caps.Spec.Digest(), caps.Output), caps.Spec, caps.Plan(), [], caps.Output), []);

        Assert.False(File.Exists(tree.Flow));
    }
}
